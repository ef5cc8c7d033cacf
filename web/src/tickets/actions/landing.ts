/**
 * Where the keyboard goes on when what had the focus went away with an act: on the Actions button of the ticket that is
 * open then. Acts that ask in a dialog need none of this, since a dialog gives the focus back.
 */
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import { useChoosing } from "~/conversations/choosing";

let awaited: number | null = null;
const listeners = new Set<() => void>();

function set(id: number | null): void {
  awaited = id;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function forget(): void {
  set(null);
}

/** An act leads to this ticket: once it stands there it has the focus, unless one has gone on otherwise by then. */
export function landOn(ticketId: number): void {
  set(ticketId);
  for (const kind of ["keydown", "pointerdown"] as const) addEventListener(kind, forget, { once: true, capture: true });
}

/** For the Actions button of the ticket that is open; null has none. */
export function useLanding(ticketId: number | null): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const isAwaited = useSyncExternalStore(subscribe, () => ticketId !== null && awaited === ticketId);
  const isChoosing = useChoosing(ticketId ?? 0) !== null;
  const wasChoosing = useRef(false);
  useEffect(() => {
    const hasEnded = wasChoosing.current && !isChoosing;
    wasChoosing.current = isChoosing;
    if (!isAwaited && !hasEnded) return;
    if (isAwaited) set(null);
    if (document.activeElement === document.body) button.current?.focus();
  }, [isAwaited, isChoosing]);
  return button;
}
