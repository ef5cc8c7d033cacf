/** Finding a record to add, by typing; or making a new one where there is none. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import { useDeferredValue, useState } from "react";
import { sentenceOf } from "~/api/client";
import { walkFound } from "~/lib/walk-found";
import { Avatar } from "~/ui/avatar";
import { Input } from "~/ui/field";
import { SkeletonText } from "~/ui/skeleton";
import { RecordForm } from "./record-form.tsx";
import { type FoundRecord, type RecordObject, recordQuery, recordSearchQuery } from "./record-queries.ts";

export type RecordSearchProps = {
  readonly object: RecordObject;
  /** Ids that are not offered: they are there already. */
  readonly besides: readonly number[];
  readonly onChoose: (record: { readonly id: number; readonly name: string }, isNew: boolean) => void;
  /** Only among those that there are: nothing new is made here. */
  readonly isOnlyFinding?: boolean;
};

const entry =
  "flex min-h-8 w-full items-center gap-2 rounded-4 px-2 py-1 text-left hover:bg-hover focus-visible:bg-hover";

export function RecordSearch({ object, besides, onChoose, isOnlyFinding = false }: RecordSearchProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [isCreating, setCreating] = useState(false);
  const [takenId, setTakenId] = useState<number | null>(null);
  const { data, error } = useQuery(recordSearchQuery(object, useDeferredValue(typed.trim())));
  const words = {
    contacts: { find: t`Find a contact`, create: t`Create a contact`, none: t`No contact has this name or address.` },
    companies: { find: t`Find a company`, create: t`Create a company`, none: t`No company has this name or domain.` },
    deals: { find: t`Find a deal`, create: t`Create a deal`, none: t`No deal has this name.` },
  }[object];
  if (takenId !== null) return <Taken object={object} id={takenId} onChoose={onChoose} />;
  if (isCreating)
    return (
      <RecordForm
        object={object}
        typed={typed}
        onCancel={() => setCreating(false)}
        onCreated={(id, name) => onChoose({ id, name }, true)}
        onTaken={setTakenId}
      />
    );

  const found = (data ?? []).filter((one) => !besides.includes(one.id));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only hears arrows from what is inside
    <div onKeyDown={walkFound} className="flex flex-col gap-1">
      <Input
        type="search"
        value={typed}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one asked for this search a moment ago
        autoFocus
        dir="auto"
        aria-label={words.find}
        placeholder={words.find}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const first = found[0];
          if (event.key === "Enter" && typed.trim() && first) {
            event.preventDefault();
            onChoose(first, false);
          }
        }}
      />
      {/* As tall before the answer as after it: what stands below is not pulled away from under the pointer. */}
      <div className="h-48 overflow-y-auto">
        {error ? <p className="px-2 py-1 text-quiet">{sentenceOf(error)}</p> : null}
        {!data && !error ? <SkeletonText lines={3} /> : null}
        {data && found.length === 0 ? <p className="px-2 py-1 text-quiet">{words.none}</p> : null}
        <ul>
          {found.map((record) => (
            <li key={record.id}>
              <button type="button" onClick={() => onChoose(record, false)} className={entry}>
                <Found object={object} record={record} />
              </button>
            </li>
          ))}
        </ul>
      </div>
      {isOnlyFinding ? null : (
        <button type="button" onClick={() => setCreating(true)} className={`${entry} text-accent`}>
          <Plus size={14} aria-hidden />
          {words.create}
        </button>
      )}
    </div>
  );
}

function Found({ object, record }: { readonly object: RecordObject; readonly record: FoundRecord }) {
  const hint = object === "contacts" ? record.email : object === "companies" ? record.domain : record.company;
  return (
    <>
      {object === "contacts" ? <Avatar name={record.name} tintFrom={record.email ?? record.name} size={20} /> : null}
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          <bdi>{record.name}</bdi>
        </span>
        {hint && hint !== record.name ? <span className="block truncate text-12 text-quiet">{hint}</span> : null}
      </span>
    </>
  );
}

/** The contact that has the address: shown by name before it is added. */
function Taken({
  object,
  id,
  onChoose,
}: {
  readonly object: RecordObject;
  readonly id: number;
  readonly onChoose: RecordSearchProps["onChoose"];
}) {
  const { data } = useQuery(recordQuery(object, id));
  if (!data) return <SkeletonText lines={1} />;
  return (
    <button type="button" onClick={() => onChoose({ id, name: data.name }, false)} className={entry}>
      <Found object={object} record={data as FoundRecord} />
    </button>
  );
}
