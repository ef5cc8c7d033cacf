/** One card of a layout, opened to say what it lists and when it shows. */
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { type Field, type ObjectType, objectTypes } from "~/crm/field";
import { useObjectNames } from "~/crm/field-words";
import type { SidebarCard } from "~/crm/sidebar-layout";
import { useFields } from "~/crm/use-fields";
import { Switch } from "~/ui/checkbox";
import { IconButton } from "~/ui/button";
import { Field as Labelled, Input } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { Sortable } from "~/ui/sortable";
import { ConditionEditor } from "./condition-editor.tsx";

const mostProperties = 50;

export type CardEditorProps = {
  readonly card: SidebarCard;
  readonly listable: Readonly<Record<ObjectType, readonly string[]>>;
  readonly onChange: (card: SidebarCard) => void;
};

/** What a card may list: the fields that the server names, and the desk's own. */
function useListable(object: ObjectType, listable: CardEditorProps["listable"]): readonly Field[] {
  const fields = useFields(object) ?? [];
  return fields.filter((field) => field.isOwn || listable[object].includes(field.name));
}

export function CardEditor({ card, listable, onChange }: CardEditorProps) {
  const { t } = useLingui();
  const objects = useObjectNames();
  const ofTicket = useListable("tickets", listable);
  const put = (change: Partial<SidebarCard>) => onChange({ ...card, ...change });
  return (
    <div className="flex flex-col gap-4 pt-1 pb-4 pl-7">
      {card.kind === "properties" ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <Labelled label={t`Title`}>
            <Input
              value={card.title}
              dir="auto"
              maxLength={100}
              onChange={(event) => put({ title: event.target.value })}
            />
          </Labelled>
          <Labelled label={t`Properties of`}>
            <Select<ObjectType>
              value={card.of}
              onChange={(of) => put({ of, properties: [] })}
              options={objectTypes.map((value) => ({ value, label: objects[value] }))}
            />
          </Labelled>
        </div>
      ) : null}
      {card.kind === "properties" || card.kind === "about" ? (
        <Properties key={card.of} card={card} listable={listable} onChange={onChange} />
      ) : null}
      <ConditionEditor condition={card.condition} fields={ofTicket} onChange={(condition) => put({ condition })} />
      <Switch
        label={t`Open at first`}
        hint={t`Everybody can fold it for themselves.`}
        checked={card.is_open}
        onChange={(isOpen) => put({ is_open: isOpen })}
      />
    </div>
  );
}

function Properties({ card, listable, onChange }: CardEditorProps) {
  const { t } = useLingui();
  const fields = useListable(card.of, listable);
  const chosen = card.properties.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const others = fields.filter(
    (field) =>
      !card.properties.includes(field.name) &&
      !["contact_id", ...(card.of === "tickets" ? ["company_id"] : [])].includes(field.name),
  );
  const put = (properties: readonly string[]) => onChange({ ...card, properties });
  const count = chosen.length;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex justify-between font-strong">
        {t`Properties`}
        <span className="tabular text-12 font-normal text-quiet">{t`${count} of ${mostProperties}`}</span>
      </p>
      <Sortable
        label={t`Properties in order`}
        entries={chosen.map((field) => ({ id: field.name, name: field.label }))}
        onOrder={put}
      >
        {({ id, name }, handle) => (
          <div className="flex h-8 items-center gap-1 rounded-6 hover:bg-hover">
            {handle}
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <IconButton
              size="small"
              label={t`Take ${name} away`}
              icon={<X size={14} />}
              onClick={() => put(card.properties.filter((other) => other !== id))}
            />
          </div>
        )}
      </Sortable>
      {count < mostProperties && others.length > 0 ? (
        <Picker
          label={t`Add a property`}
          value={null}
          options={others.map((field) => ({ value: field.name, label: field.label }))}
          onChange={(name) => name && put([...card.properties, name])}
          placeholder={t`Add a property`}
          searchLabel={t`Find a property`}
          nothingFound={t`No property has this name`}
        />
      ) : null}
    </div>
  );
}
