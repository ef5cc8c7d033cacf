/** The heads of a grid's columns: sort on click, size on the line between, move by dragging. */
import { useLingui } from "@lingui/react/macro";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import { type DragEvent, type KeyboardEvent, useId, useState } from "react";
import { classes } from "~/lib/classes";
import type { GridProps, GridSort } from "./grid-props.ts";

type HeaderProps<Row> = Pick<GridProps<Row>, "columns"> & {
  readonly template: string;
  readonly width: number;
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
  readonly onResize: ((column: string, width: number) => void) | undefined;
  readonly onDrop: ((column: string, before: string) => void) | undefined;
};

function nextDirection(now: "asc" | "desc" | null, first: "asc" | "desc" = "asc"): "asc" | "desc" {
  if (now === null) return first;
  return now === "asc" ? "desc" : "asc";
}

const dragKind = "text/x-grid-column";

export function GridHeader<Row>({ columns, template, width, sort, onSort, onResize, onDrop }: HeaderProps<Row>) {
  const id = useId();
  const [over, setOver] = useState<string | null>(null);

  function drop(event: DragEvent, before: string) {
    event.preventDefault();
    setOver(null);
    const column = event.dataTransfer.getData(dragKind);
    if (column && column !== before) onDrop?.(column, before);
  }

  return (
    <div role="rowgroup" className="sticky top-0 z-10" style={{ minWidth: width }}>
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-8 items-stretch border-b border-border bg-surface text-12 text-quiet"
        style={{ gridTemplateColumns: template }}
      >
        {columns.map((column, place) => {
          const direction = sort?.column === column.id ? sort.direction : null;
          return (
            // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the sort button inside takes the focus
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={place + 1}
              aria-sort={
                direction ? (direction === "asc" ? "ascending" : "descending") : column.sortable ? "none" : undefined
              }
              draggable={Boolean(onDrop) && !column.fixed}
              onDragStart={(event) => event.dataTransfer.setData(dragKind, column.id)}
              onDragOver={(event) => {
                if (column.fixed || !event.dataTransfer.types.includes(dragKind)) return;
                event.preventDefault();
                setOver(column.id);
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => drop(event, column.id)}
              className={classes(
                "group relative flex min-w-0 items-center px-2 first:pl-4 last:pr-4",
                over === column.id && "shadow-[inset_2px_0_0_var(--accent)]",
              )}
            >
              {column.sortable && onSort ? (
                <button
                  type="button"
                  onClick={() => onSort({ column: column.id, direction: nextDirection(direction, column.sortsFirst) })}
                  className={classes(
                    "-mx-1 flex h-6 min-w-0 items-center gap-1 rounded-4 px-1 hover:bg-hover hover:text-text",
                    direction && "text-text",
                    column.align === "end" && "ml-auto",
                  )}
                >
                  <span id={`${id}${column.id}`} className="truncate">
                    {column.label}
                  </span>
                  {direction === "asc" ? <ArrowUp size={12} aria-hidden /> : null}
                  {direction === "desc" ? <ArrowDown size={12} aria-hidden /> : null}
                </button>
              ) : (
                (column.head ?? (
                  <span id={`${id}${column.id}`} className={classes("truncate", column.align === "end" && "ml-auto")}>
                    {column.label}
                  </span>
                ))
              )}
              {onResize && !column.fixed ? (
                <ColumnSizer
                  heading={`${id}${column.id}`}
                  width={column.width}
                  onResize={(to) => onResize(column.id, to)}
                />
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const step = 16;

/** Dragged with a pointer, moved with the arrow keys; a double click or Enter fits the column to what it shows. */
function ColumnSizer({
  heading,
  width,
  onResize,
}: {
  readonly heading: string;
  readonly width: number;
  readonly onResize: (width: number) => void;
}) {
  const { t } = useLingui();
  const [start, setStart] = useState<{ readonly x: number; readonly width: number } | null>(null);
  function key(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "ArrowLeft") onResize(width - step);
    else if (event.key === "ArrowRight") onResize(width + step);
    else if (event.key === "Enter") onResize(fittingWidth(event.currentTarget));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that takes the focus is a control
    <span
      role="separator"
      aria-orientation="vertical"
      // Named alike in every column, so that nobody who looks for a field by its name finds a line between columns.
      aria-label={t`Column width`}
      aria-describedby={heading}
      aria-valuenow={width}
      aria-valuemin={step}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the same
      tabIndex={0}
      title={t`Column width`}
      onKeyDown={key}
      onDoubleClick={(event) => onResize(fittingWidth(event.currentTarget))}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart({ x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? width });
      }}
      onPointerMove={(event) => start && onResize(start.width + event.clientX - start.x)}
      onPointerUp={() => setStart(null)}
      className="absolute inset-y-1 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-1 after:left-1/2 after:w-px after:bg-transparent group-hover:after:bg-border-strong hover:after:bg-accent focus-visible:after:bg-focus"
    />
  );
}

/** As wide as the widest cell in view wants to be. */
function fittingWidth(sizer: HTMLElement): number {
  const head = sizer.closest("[role=columnheader]");
  const cells = sizer
    .closest("[role=grid]")
    ?.querySelectorAll<HTMLElement>(`[role=gridcell][aria-colindex="${head?.getAttribute("aria-colindex")}"]`);
  let widest = 0;
  for (const cell of cells ?? []) {
    cell.style.width = "max-content";
    widest = Math.max(widest, cell.offsetWidth);
    cell.style.width = "";
  }
  return widest;
}
