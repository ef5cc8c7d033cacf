/** What a grid is told: its columns, its rows, and what follows from a key, a click and a drop. */
import type { KeyboardEvent, ReactNode, Ref } from "react";

export type GridColumn<Row> = {
  readonly id: string;
  readonly label: string;
  /** Drawn in the head instead of the label. */
  readonly head?: ReactNode;
  readonly width: number;
  /** Takes the room that is left over. */
  readonly grows?: boolean;
  /** How narrow a growing column may become before the grid scrolls sideways; its width when absent. */
  readonly minWidth?: number;
  readonly align?: "start" | "end";
  readonly sortable?: boolean;
  /** The direction that the first click on the head asks for. */
  readonly sortsFirst?: "asc" | "desc";
  readonly fixed?: boolean;
  readonly cell: (row: Row, index: number) => ReactNode;
  /** The cell's shape while its row is on its way. */
  readonly waiting?: ReactNode;
};

export type GridSort = { readonly column: string; readonly direction: "asc" | "desc" };

export type GridHandle = {
  readonly scrollOffset: () => number;
  readonly focus: () => void;
  /** Scrolls as little as needed to show a row. */
  readonly reveal: (index: number) => void;
};

export type GridProps<Row> = {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Rows to draw, those on their way included. */
  readonly rowCount: number;
  /** The number of rows when it is known, for screen readers. */
  readonly totalCount?: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  readonly rowHeight: number;
  /** Where the keyboard is; -1 nowhere. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onOpen: (row: Row) => void;
  /** Hears a key before the grid does; true when it was meant for it. */
  readonly onKey?: (event: KeyboardEvent, go: (index: number) => void) => boolean;
  /** Marks rows that are chosen; where the keyboard is then marks no row as selected. */
  readonly isChosen?: ((row: Row) => boolean) | undefined;
  readonly onPointAt?: (row: Row) => void;
  readonly onRange: (first: number, last: number) => void;
  readonly sort?: GridSort;
  readonly onSort?: (sort: GridSort) => void;
  readonly onResize?: (column: string, width: number) => void;
  readonly onDrop?: (column: string, before: string) => void;
  /** One cell per row instead of columns, for narrow screens. */
  readonly narrow?: (row: Row, index: number) => ReactNode;
  readonly narrowWaiting?: ReactNode;
  readonly startOffset?: number;
  readonly handle?: Ref<GridHandle>;
  readonly empty?: ReactNode;
};
