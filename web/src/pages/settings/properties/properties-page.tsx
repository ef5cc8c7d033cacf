/** The desk's own properties of tickets, contacts, companies and deals. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import ListPlus from "lucide-react/icons/list-plus";
import Plus from "lucide-react/icons/plus";
import { type ReactNode, useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { type ObjectType, type PropertyDefinition, objectTypes } from "~/crm/field";
import { useKindNames, useObjectNames } from "~/crm/field-words";
import { propertiesQuery } from "~/crm/property-queries";
import { useTitle } from "~/lib/title";
import { leaveFirst } from "~/lib/unsaved";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { Sortable } from "~/ui/sortable";
import { TabPanel, Tabs } from "~/ui/tabs";
import { SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { usePropertyActs } from "./property-acts.ts";
import { PropertyPanel } from "./property-panel.tsx";

type Edited = PropertyDefinition | "new" | null;

export function PropertiesPage() {
  const { t } = useLingui();
  const names = useObjectNames();
  const [object, setObject] = useState<ObjectType>("tickets");
  const [edited, setEdited] = useState<Edited>(null);
  useTitle(t`Properties`);
  const add = (
    <Button weight="primary" onClick={() => leaveFirst(() => setEdited("new"))}>
      <Plus size={16} aria-hidden className="-ml-1" />
      <Trans>Create property</Trans>
    </Button>
  );
  return (
    <SuperAdminsOnly>
      <SettingsPage
        title={t`Properties`}
        lead={t`What you want to know of tickets, contacts, companies and deals, besides what Deskbell knows already.`}
        action={edited ? null : add}
      >
        <Tabs<ObjectType>
          label={t`Properties of`}
          value={object}
          onChange={(next) =>
            leaveFirst(() => {
              setObject(next);
              setEdited(null);
            })
          }
          tabs={objectTypes.map((value) => ({ value, label: names[value] }))}
        >
          {objectTypes.map((value) => (
            <TabPanel key={value} value={value} className="pt-4">
              <PropertyLists object={value} onEdit={(property) => leaveFirst(() => setEdited(property))} add={add} />
            </TabPanel>
          ))}
        </Tabs>
        {edited ? (
          <PropertyPanel
            key={edited === "new" ? "new" : edited.name}
            object={object}
            property={edited === "new" ? null : edited}
            onClose={() => setEdited(null)}
          />
        ) : null}
      </SettingsPage>
    </SuperAdminsOnly>
  );
}

function PropertyLists({
  object,
  onEdit,
  add,
}: {
  readonly object: ObjectType;
  readonly onEdit: (property: PropertyDefinition) => void;
  readonly add: ReactNode;
}) {
  const { t } = useLingui();
  const { data: listed, error, refetch } = useQuery(propertiesQuery(object));
  const { order } = usePropertyActs(object);
  if (error && !listed) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!listed) return <SkeletonText lines={4} />;
  return (
    <div className="flex flex-col gap-8">
      {listed.length === 0 ? (
        <EmptyState
          icon={<ListPlus size={28} strokeWidth={1.5} />}
          title={t`No properties of your own yet`}
          action={add}
        >
          <Trans>An order number, a serial number, a size: what your team asks for again and again.</Trans>
        </EmptyState>
      ) : (
        <Sortable
          label={t`Properties in order`}
          className="overflow-hidden rounded-8 border border-border"
          entryClassName="border-b border-border last:border-0"
          entries={listed.map((property) => ({ id: property.name, name: property.label, property }))}
          onOrder={(names) => void order(listed, names)}
        >
          {({ property }, handle) => (
            <div className="flex items-center gap-1 pl-2 hover:bg-hover">
              {handle}
              <PropertyLine property={property} onEdit={() => onEdit(property)} />
            </div>
          )}
        </Sortable>
      )}
      <Archived object={object} />
    </div>
  );
}

function PropertyLine({ property, onEdit }: { readonly property: PropertyDefinition; readonly onEdit: () => void }) {
  const kinds = useKindNames();
  const offered = property.options.filter((option) => !option.hidden).length;
  return (
    <button
      type="button"
      onClick={onEdit}
      className="focus-inset flex min-w-0 flex-1 items-center gap-3 py-2.5 pr-4 pl-1 text-left"
    >
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate font-strong">
          {property.label}
        </span>
        <span className="block truncate text-12 text-quiet">{property.description || property.name}</span>
      </span>
      <span className="shrink-0 text-right text-quiet">
        {kinds[property.kind]}
        {property.options.length > 0 ? (
          <span className="block text-12">
            <Plural value={offered} one="# option" other="# options" />
          </span>
        ) : null}
      </span>
    </button>
  );
}

function Archived({ object }: { readonly object: ObjectType }) {
  const { t } = useLingui();
  const kinds = useKindNames();
  const { data: archived = [] } = useQuery(propertiesQuery(object, true));
  const { restore } = usePropertyActs(object);
  if (archived.length === 0) return null;
  return (
    <section aria-label={t`Archived properties`}>
      <h2 className="pb-2 text-13">{t`Archived`}</h2>
      <ul className="overflow-hidden rounded-8 border border-border">
        {archived.map((property) => (
          <li key={property.name} className="flex items-center gap-3 border-b border-border px-4 py-2 last:border-0">
            <span dir="auto" className="min-w-0 flex-1 truncate text-quiet">
              {property.label}
            </span>
            <span className="shrink-0 text-12 text-quiet max-sm:hidden">{kinds[property.kind]}</span>
            <Button
              size="small"
              aria-label={t`Restore ${property.label}`}
              busy={restore.isPending}
              onClick={() => restore.mutate(property)}
            >
              <Trans>Restore</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
