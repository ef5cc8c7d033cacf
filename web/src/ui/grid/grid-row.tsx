/** One row of a grid. While a list is scrolled only the rows that come into view are drawn. */
import { type ReactNode, memo } from "react";
import { classes } from "~/lib/classes";
import type { GridProps } from "./grid-props.ts";

export type GridRowProps<Row> = Pick<GridProps<Row>, "columns" | "narrowWaiting"> & {
  readonly id: string;
  readonly row: Row | undefined;
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly template: string;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isSelected: boolean;
  readonly onPointAt: (row: Row) => void;
  readonly onPress: (index: number) => void;
  readonly narrow: ((row: Row, index: number) => ReactNode) | undefined;
};

function AnyRow<Row>({
  id,
  row,
  index,
  start,
  height,
  columns,
  template,
  isActive,
  isChosen,
  isSelected,
  onPointAt,
  onPress,
  narrow,
  narrowWaiting,
}: GridRowProps<Row>) {
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the grid itself holds the focus and names the row
    <div
      id={id}
      role="row"
      aria-rowindex={index + (narrow ? 1 : 2)}
      aria-selected={isSelected}
      aria-busy={row === undefined || undefined}
      data-active={isActive || undefined}
      onPointerEnter={row ? () => onPointAt(row) : undefined}
      onPointerDown={row ? () => onPress(index) : undefined}
      className={classes(
        "absolute inset-x-0 top-0 border-b border-border/60",
        !narrow && "grid items-center",
        row && "hover:bg-hover",
        isChosen && "bg-selected hover:bg-selected",
        isActive && "bg-selected hover:bg-selected",
      )}
      style={{ height, transform: `translateY(${start}px)`, gridTemplateColumns: narrow ? undefined : template }}
    >
      {narrow ? (
        <div role="gridcell" className="h-full">
          {row ? narrow(row, index) : narrowWaiting}
        </div>
      ) : (
        columns.map((column, place) => (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={place + 1}
            className={classes("min-w-0 truncate px-2 first:pl-4 last:pr-4", column.align === "end" && "text-right")}
          >
            {row ? column.cell(row, index) : column.waiting}
          </div>
        ))
      )}
    </div>
  );
}

/** `memo` forgets that it is generic. */
export const GridRow = memo(AnyRow) as typeof AnyRow;
