/** Which tickets of a list are selected, by mouse and by keyboard. */
import { type KeyboardEvent, useRef, useState } from "react";
import type { ListQuestion } from "~/api/keys";
import type { TicketRow } from "~/api/shapes";
import { type RowSelection, choose, everything, isChosen, isNothing, nothing } from "~/lib/selection";
import type { components } from "~/api/schema.gen";

type Select = components["schemas"]["Select"];
type RowAt = (index: number) => TicketRow | undefined;

export type TicketSelection = ReturnType<typeof useTicketSelection>;

export function useTicketSelection(question: ListQuestion, rowCount: number, rowAt: RowAt) {
  const [selection, setSelection] = useState<RowSelection>(nothing);
  const anchor = useRef(-1);
  const between = (from: number, to: number) => {
    const ids: number[] = [];
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const row = rowAt(index);
      if (row) ids.push(row.id);
    }
    return ids;
  };
  /** Those of the selected rows that are loaded. */
  const chosenRows = (most: number): readonly TicketRow[] => {
    const rows: TicketRow[] = [];
    for (let index = 0; index < rowCount && rows.length < most; index += 1) {
      const row = rowAt(index);
      if (row && isChosen(selection, row.id)) rows.push(row);
    }
    return rows;
  };
  const loaded = () => between(0, rowCount - 1);
  /** A filter that is still being written has no view of its own: what is loaded is all there is to take. */
  const canTakeAll = question.instead !== true;

  function toggle(index: number, isRange: boolean) {
    const row = rowAt(index);
    if (!row) return;
    const chosen = !isChosen(selection, row.id);
    if (isRange && anchor.current >= 0) setSelection(choose(selection, between(anchor.current, index), true));
    else setSelection(choose(selection, [row.id], chosen));
    anchor.current = index;
  }

  function key(event: KeyboardEvent, active: number, go: (index: number) => void): boolean {
    const isCommand = event.metaKey || event.ctrlKey;
    if (isCommand && event.key.toLowerCase() === "a") takeAll();
    else if (isCommand || event.altKey) return false;
    else if (event.key === "x" && active >= 0) toggle(active, false);
    else if (event.key === "Escape" && !isNothing(selection)) clear();
    else if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && active >= 0) {
      const to = Math.min(rowCount - 1, Math.max(0, active + (event.key === "ArrowDown" ? 1 : -1)));
      setSelection(choose(selection, between(active, to), true));
      anchor.current = to;
      go(to);
    } else return false;
    return true;
  }

  const takeLoaded = () => setSelection(choose(nothing, loaded(), true));
  const takeAll = () => (canTakeAll ? setSelection(everything) : takeLoaded());
  function clear() {
    setSelection(nothing);
    anchor.current = -1;
  }
  const select: Select = selection.isAll
    ? {
        view: question.view,
        all_but: [...selection.ids],
        ...(question.filter ? { filter: JSON.parse(question.filter) as Record<string, unknown> } : {}),
      }
    : { ids: [...selection.ids], all_but: [] };
  return {
    selection,
    select,
    isNothing: isNothing(selection),
    canTakeAll,
    chosenRows,
    has: (id: number) => isChosen(selection, id),
    toggle,
    key,
    takeLoaded,
    takeAll,
    clear,
  };
}
