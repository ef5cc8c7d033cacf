/** Rows put in order, each of which opens in place to be changed; one is open at a time. */
import { useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";
import { IconButton } from "./button.tsx";
import { Sortable, type SortableEntry, type SortableProps } from "./sortable.tsx";

export type OpeningRow = SortableEntry & {
  /** Its name only stands in for one that is missing. */ readonly isUnnamed?: boolean;
};

export type OpeningRowsProps<Row extends OpeningRow> = Pick<SortableProps<Row>, "label" | "onOrder"> & {
  readonly rows: readonly Row[];
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
  readonly onRemove: (id: string) => void;
  /** What it says of itself below its name, open or not. */
  readonly note: (row: Row) => ReactNode;
  /** What it holds when it is open. */
  readonly children: (row: Row) => ReactNode;
};

export function OpeningRows<Row extends OpeningRow>({
  label,
  rows,
  openId,
  onOpen,
  onOrder,
  onRemove,
  note,
  children,
}: OpeningRowsProps<Row>) {
  const { t } = useLingui();
  return (
    <Sortable
      label={label}
      className="rounded-8 border border-border"
      entryClassName="border-b border-border last:border-0"
      entries={rows}
      onOrder={onOrder}
    >
      {(row, handle) => {
        const { id, name } = row;
        const isOpen = id === openId;
        return (
          <section aria-label={name} className="px-2">
            <div className="flex min-h-11 items-center gap-1">
              {handle}
              <button
                type="button"
                aria-expanded={isOpen}
                onClick={() => onOpen(isOpen ? null : id)}
                className="focus-inset flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-6 px-1 py-1.5 text-left"
              >
                <span className="min-w-0 flex-1">
                  <span dir="auto" className={classes("block truncate font-strong", row.isUnnamed && "text-quiet")}>
                    {name}
                  </span>
                  {note(row)}
                </span>
                <ChevronDown
                  size={14}
                  aria-hidden
                  className={classes("shrink-0 text-quiet transition-transform duration-75", isOpen && "rotate-180")}
                />
              </button>
              <IconButton size="small" label={t`Remove ${name}`} icon={<X size={14} />} onClick={() => onRemove(id)} />
            </div>
            {isOpen ? children(row) : null}
          </section>
        );
      }}
    </Sortable>
  );
}
