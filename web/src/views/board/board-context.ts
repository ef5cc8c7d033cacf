/** What the columns and cards of one board share. */
import { type ComponentType, type ReactElement, type RefObject, createContext, useContext } from "react";
import type { Pipeline, Status, TicketRow, ViewKey } from "~/api/shapes";

/** A card that the keyboard or a finger holds, and the column that it hangs over. */
export type Lifted = { readonly row: TicketRow; readonly to: Status };

export type Landing = { readonly id: number; readonly statusId: number };

export type ColumnHandle = { readonly focusCard: () => void; readonly focusTicket: (id: number) => boolean };

export type TicketMenu = ComponentType<{
  readonly ticket: TicketRow;
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly onOpen: (id: number) => void;
}>;

/** What stays the same while cards are moved: whoever reads it is not drawn anew for that. */
export type BoardShared = {
  readonly view: ViewKey;
  readonly pipeline: Pipeline;
  readonly open: (id: number) => void;
  /** What is lifted now, for who acts on it; who shows it has it from the column. */
  readonly held: RefObject<Lifted | null>;
  readonly setLifted: (lifted: Lifted | null) => void;
  readonly drop: () => void;
  /** The card that was pressed last: what a finger lifts, when it stays. */
  readonly pressed: RefObject<TicketRow | null>;
  /** A card that the keyboard moved keeps the focus where it lands: the column that gets it looks here. */
  readonly landing: RefObject<Landing | null>;
  readonly say: (words: string) => void;
  readonly focusBeside: (statusId: number, by: 1 | -1) => void;
  readonly Menu: TicketMenu;
};

/** What is in hand, and what is open beside the board. */
export type BoardNow = {
  readonly lifted: Lifted | null;
  /** The card that a pointer or a finger drags. */
  readonly dragged: number | null;
  readonly chosen: number | undefined;
};

const context = createContext<BoardShared | null>(null);
export const BoardProvider = context.Provider;

export function useBoard(): BoardShared {
  const board = useContext(context);
  if (!board) throw new Error("A card stands on a board.");
  return board;
}
