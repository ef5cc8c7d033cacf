/** Which columns a list shows, and in which order: by key and by touch as well as by dragging heads. */
import { useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Columns3 from "lucide-react/icons/columns-3";
import { type ColumnChoice, type ColumnPlace, moveColumn } from "~/lib/columns";
import { IconButton } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Popover } from "~/ui/popover";
import { ticketColumns } from "./ticket-columns.tsx";

export function ColumnsMenu({ places, onChange }: { readonly places: readonly ColumnPlace[]; readonly onChange: (choice: ColumnChoice) => void }) {
  const { t, i18n } = useLingui();
  const hidden = places.filter((place) => !place.isShown).map((place) => place.id);

  return (
    <Popover label={t`Columns`} align="end" trigger={<IconButton label={t`Columns`} icon={<Columns3 size={16} />} />} className="w-64 p-2!">
      <ul className="flex flex-col">
        {places.map((place, index) => {
          const column = ticketColumns.find((other) => other.id === place.id);
          if (!column) return null;
          const name = i18n._(column.name);
          return (
            <li key={place.id} className="flex h-8 items-center gap-1 rounded-6 pl-1.5 hover:bg-hover">
              <div className="min-w-0 flex-1">
                <Checkbox
                  label={name}
                  checked={place.isShown}
                  disabled={place.id === "name"}
                  onChange={(shown) => onChange({ hidden: shown ? hidden.filter((id) => id !== place.id) : [...hidden, place.id] })}
                />
              </div>
              <IconButton size="small" label={t`Move ${name} up`} icon={<ChevronUp size={14} />} disabled={index === 0} onClick={() => onChange({ order: moveColumn(places, place.id, -1) })} />
              <IconButton size="small" label={t`Move ${name} down`} icon={<ChevronDown size={14} />} disabled={index === places.length - 1} onClick={() => onChange({ order: moveColumn(places, place.id, 1) })} />
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
