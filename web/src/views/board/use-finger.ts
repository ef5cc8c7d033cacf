/** The finger's way of moving a card: what it holds, and the column under it, shown as the keyboard shows them. */
import { type RefObject, useEffect, useRef } from "react";
import type { Pipeline, Status, TicketRow } from "~/api/shapes";
import type { Lifted } from "./board-context.ts";
import { watchFinger } from "./finger.ts";
import type { Move } from "./use-moving.ts";

type Hands = {
  readonly pipeline: Pipeline;
  readonly move: Move;
  readonly setLifted: (lifted: Lifted | null) => void;
  readonly setDragged: (id: number | null) => void;
};

/** Returns where a card says that it is pressed. */
export function useFinger(board: RefObject<HTMLElement | null>, hands: Hands): RefObject<TicketRow | null> {
  const pressed = useRef<TicketRow | null>(null);
  // A hint from the server changes these under way: the card in hand stays in hand.
  const latest = useRef(hands);
  useEffect(() => {
    latest.current = hands;
  });
  useEffect(() => {
    const element = board.current;
    if (!element) return undefined;
    const statusOf = (id: string | number | undefined) =>
      latest.current.pipeline.statuses.find((status) => String(status.id) === String(id));
    let held: { readonly row: TicketRow; readonly from: Status } | null = null;
    return watchFinger(element, {
      onLift: () => {
        const row = pressed.current;
        const from = statusOf(row?.status_id);
        if (!row || !from) return false;
        held = { row, from };
        latest.current.setDragged(row.id);
        latest.current.setLifted({ row, to: from });
        return true;
      },
      onOver: (column) => {
        if (held) latest.current.setLifted({ row: held.row, to: statusOf(column?.dataset["status"]) ?? held.from });
      },
      onDrop: (column) => {
        latest.current.setDragged(null);
        latest.current.setLifted(null);
        const to = statusOf(column?.dataset["status"]);
        if (held && to) void latest.current.move(held.row, to);
        held = null;
      },
    });
  }, [board]);
  return pressed;
}
