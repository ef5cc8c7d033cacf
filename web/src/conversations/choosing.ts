/** Choosing messages of a conversation, for what is done with them: one conversation at a time, told to whoever shows it. */
import { useSyncExternalStore } from "react";
import type { PlaceId } from "~/api/keys";
import type { Message } from "~/api/shapes";

export type Choosing = {
  readonly ticketId: number;
  readonly chosen: ReadonlyMap<number, Message>;
  /** Confirmed: what follows has begun. One may still choose otherwise. */ readonly isConfirmed: boolean;
};

let current: Choosing | null = null;
const listeners = new Set<() => void>();

function set(next: Choosing | null): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const choosing = {
  begin: (ticketId: number) => set({ ticketId, chosen: new Map(), isConfirmed: false }),
  end: () => set(null),
  /** Nothing where too little is chosen. */
  confirm: () => current && isEnough(current.chosen.values()) && set({ ...current, isConfirmed: true }),
  /** For an effect: what is chosen on a ticket ends with its screen. */
  leave: (ticketId: number) => () => {
    if (current?.ticketId === ticketId) set(null);
  },
  /** Back to choosing, with all that is chosen. */
  reconsider: () => current && set({ ...current, isConfirmed: false }),
  choose(messages: readonly Message[], isChosen: boolean) {
    if (!current) return;
    const chosen = new Map(current.chosen);
    for (const message of messages) {
      if (isChosen) chosen.set(message.id, message);
      else chosen.delete(message.id);
    }
    set({ ...current, chosen });
  },
};

/** Comments go along with what was said, not by themselves. */
export function isEnough(chosen: Iterable<Message>): boolean {
  return [...chosen].some((message) => message.kind === "message");
}

/** Whether what follows the choosing stands beside this ticket's conversation. */
export function useIsConfirmed(ticketId: PlaceId): boolean {
  return useSyncExternalStore(subscribe, () => current?.ticketId === ticketId && current.isConfirmed);
}

/** What is being chosen on this ticket; null otherwise. */
export function useChoosing(ticketId: PlaceId): Choosing | null {
  return useSyncExternalStore(subscribe, () => (current?.ticketId === ticketId ? current : null));
}
