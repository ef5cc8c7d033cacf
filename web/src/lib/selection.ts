/** Which rows are chosen: these, or all of a list but a few. */
export type RowSelection = { readonly isAll: boolean; readonly ids: ReadonlySet<number> };

export const nothing: RowSelection = { isAll: false, ids: new Set() };
export const everything: RowSelection = { isAll: true, ids: new Set() };

export function isChosen(selection: RowSelection, id: number): boolean {
  return selection.isAll !== selection.ids.has(id);
}

export function isNothing(selection: RowSelection): boolean {
  return !selection.isAll && selection.ids.size === 0;
}

/** The same selection with these rows chosen, or not. */
export function choose(selection: RowSelection, ids: readonly number[], chosen: boolean): RowSelection {
  const next = new Set(selection.ids);
  for (const id of ids) {
    if (selection.isAll === chosen) next.delete(id);
    else next.add(id);
  }
  return { isAll: selection.isAll, ids: next };
}
