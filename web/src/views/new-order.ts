/** Pure: which views get which position, so that they stand in a new order. */
import type { View } from "~/api/shapes";

type Placed = Pick<View, "key" | "position">;

/** The positions that the views have among them are dealt out anew, pulled apart where two are alike; only those that change are told. */
export function inNewOrder<One extends Placed>(
  views: readonly One[],
  ids: readonly string[],
): readonly { readonly view: One; readonly position: number }[] {
  const free = views.map((view) => view.position).toSorted((one, other) => one - other);
  let last = Number.NEGATIVE_INFINITY;
  return ids.flatMap((id, place) => {
    const view = views.find((one) => one.key === id);
    last = Math.max(free[place] ?? 0, last + 1);
    return view && view.position !== last ? [{ view, position: last }] : [];
  });
}
