/** Pure: which columns of a grid show, in which order and how wide. */

export type ColumnDefaults = {
  readonly id: string;
  readonly width: number;
  readonly minWidth?: number;
  readonly shown?: boolean;
  readonly fixed?: boolean;
};

/** What a person chose; whatever is missing follows the defaults. */
export type ColumnChoice = {
  readonly order?: readonly string[];
  readonly hidden?: readonly string[];
  readonly widths?: Readonly<Record<string, number>>;
};

export type ColumnPlace = { readonly id: string; readonly width: number; readonly isShown: boolean };

const narrowest = 48;
const widest = 1200;

/** Every known column once: chosen order first, then what the choice does not know yet, at its default place's end. Fixed columns stay first and shown. */
export function arrangeColumns(columns: readonly ColumnDefaults[], choice: ColumnChoice): ColumnPlace[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const chosen = (choice.order ?? []).filter((id, place, all) => byId.has(id) && all.indexOf(id) === place);
  const ids = [...chosen, ...columns.map((column) => column.id).filter((id) => !chosen.includes(id))];
  const ordered = [...ids.filter((id) => byId.get(id)?.fixed), ...ids.filter((id) => !byId.get(id)?.fixed)];
  return ordered.map((id) => {
    const column = byId.get(id) as ColumnDefaults;
    const hidden = choice.hidden ? choice.hidden.includes(id) : column.shown === false;
    return {
      id,
      width: clampWidth(choice.widths?.[id] ?? column.width, column.minWidth),
      isShown: column.fixed === true || !hidden,
    };
  });
}

export function clampWidth(width: number, min = narrowest): number {
  return Math.round(Math.min(widest, Math.max(min, width)));
}

/** The order after `id` moved one place among the shown columns; unchanged at either end. */
export function moveColumn(places: readonly ColumnPlace[], id: string, by: -1 | 1): string[] {
  const order = places.map((place) => place.id);
  const from = order.indexOf(id);
  let to = from + by;
  while (places[to] && !places[to]?.isShown) to += by;
  if (from < 0 || !places[to]) return order;
  return dropColumn(order, id, to);
}

/** The order after `id` was dropped at a place. */
export function dropColumn(order: readonly string[], id: string, to: number): string[] {
  const rest = order.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
