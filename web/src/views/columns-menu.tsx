/** Which columns a list shows, and in which order: by dragging, with the arrow keys on a handle, or step by step, as well as by dragging heads. */
import { useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Columns3 from "lucide-react/icons/columns-3";
import { useState } from "react";
import { type ColumnChoice, type ColumnPlace, moveColumn } from "~/lib/columns";
import { IconButton } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Input } from "~/ui/field";
import { Popover } from "~/ui/popover";
import { Sortable } from "~/ui/sortable";
import { type TicketColumn, nameOfColumn } from "./ticket-columns.tsx";

type Props = {
  readonly columns: readonly TicketColumn[];
  readonly places: readonly ColumnPlace[];
  readonly onChange: (choice: ColumnChoice) => void;
};

const entryClasses = "flex h-8 items-center gap-1 rounded-6 pl-0.5 hover:bg-hover pointer-coarse:h-11";
/** Above this many hidden ones they are found by typing. */
const shortList = 12;

export function ColumnsMenu(props: Props) {
  const { t } = useLingui();
  return (
    <Popover
      label={t`Columns`}
      align="end"
      trigger={<IconButton label={t`Columns`} icon={<Columns3 size={16} />} />}
      className="flex w-72 flex-col gap-2 p-2!"
    >
      <ColumnLists {...props} />
    </Popover>
  );
}

function ColumnLists({ columns, places, onChange }: Props) {
  const { t, i18n } = useLingui();
  const [typed, setTyped] = useState("");
  const entries = places.flatMap((place) => {
    const column = columns.find((other) => other.id === place.id);
    return column ? [{ id: place.id, name: nameOfColumn(i18n, column), isShown: place.isShown }] : [];
  });
  const shown = entries.filter((entry) => entry.isShown).map((entry, index) => ({ ...entry, index }));
  const hidden = entries
    .filter((entry) => !entry.isShown)
    .toSorted((one, other) => one.name.localeCompare(other.name, i18n.locale));
  const wanted = typed.trim().toLocaleLowerCase(i18n.locale);
  const found = hidden.filter((entry) => entry.name.toLocaleLowerCase(i18n.locale).includes(wanted));
  const hide = (id: string) => onChange({ hidden: [...hidden.map((entry) => entry.id), id] });
  /** At the end, where one sees it come. */
  const show = (id: string) =>
    onChange({
      order: [...shown.map((entry) => entry.id), id],
      hidden: hidden.map((entry) => entry.id).filter((other) => other !== id),
    });
  return (
    <>
      <Sortable
        label={t`Columns`}
        entries={shown}
        onOrder={(order) => onChange({ order })}
        className="flex flex-col"
        entryClassName={entryClasses}
      >
        {({ id, name, index }, handle) => (
          <>
            {handle}
            <Choice name={name} checked disabled={id === "name"} onChange={() => hide(id)} />
            <IconButton
              size="small"
              label={t`Move ${name} up`}
              icon={<ChevronUp size={14} />}
              disabled={index === 0}
              onClick={() => onChange({ order: moveColumn(places, id, -1) })}
            />
            <IconButton
              size="small"
              label={t`Move ${name} down`}
              icon={<ChevronDown size={14} />}
              disabled={index === shown.length - 1}
              onClick={() => onChange({ order: moveColumn(places, id, 1) })}
            />
          </>
        )}
      </Sortable>
      {hidden.length > 0 ? (
        <div className="border-t border-border pt-2">
          <p className="px-1.5 pb-1 text-12 text-quiet">{t`Not shown`}</p>
          {hidden.length > shortList ? (
            <Input
              type="search"
              aria-label={t`Find a column`}
              placeholder={t`Find a column`}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="mb-1"
            />
          ) : null}
          <ul aria-label={t`Not shown`} className="flex flex-col">
            {found.map(({ id, name }) => (
              <li key={id} className={`${entryClasses} pl-1.5!`}>
                <Choice name={name} checked={false} onChange={() => show(id)} />
              </li>
            ))}
          </ul>
          {found.length === 0 ? <p className="px-1.5 py-1 text-quiet">{t`Nothing has this name`}</p> : null}
        </div>
      ) : null}
    </>
  );
}

function Choice({
  name,
  checked,
  disabled = false,
  onChange,
}: {
  readonly name: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: () => void;
}) {
  return (
    <div className="min-w-0 flex-1" title={name}>
      <Checkbox
        label={
          <span className="block truncate" dir="auto">
            {name}
          </span>
        }
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
    </div>
  );
}
