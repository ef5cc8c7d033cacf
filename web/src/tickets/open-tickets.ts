/** Which tickets one keeps open beside each other (W8): remembered by this browser, for each user apart. */
import { useSyncExternalStore } from "react";

/** `name` is what it was called when it was last seen, for the moment before the server has answered. */
export type OpenTicket = { readonly id: number; readonly name: string };

/** More than so many are a list, and lists are views. */
export const mostOpen = 12;

const kept = new Map<number, readonly OpenTicket[]>();
const listeners = new Set<() => void>();
const nothing: readonly OpenTicket[] = [];

function keyOf(userId: number): string {
  return `deskbell.open-tickets.${userId}`;
}

function isOpenTicket(value: unknown): value is OpenTicket {
  const found = value as Partial<OpenTicket> | null;
  return typeof found === "object" && Number.isSafeInteger(found?.id) && typeof found?.name === "string";
}

function load(userId: number): readonly OpenTicket[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? "[]");
    return Array.isArray(found) ? found.filter(isOpenTicket).slice(-mostOpen) : nothing;
  } catch {
    return nothing;
  }
}

export function openTickets(userId: number): readonly OpenTicket[] {
  let found = kept.get(userId);
  if (!found) kept.set(userId, (found = load(userId)));
  return found;
}

function put(userId: number, tickets: readonly OpenTicket[]): void {
  kept.set(userId, tickets);
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(tickets));
  } catch {
    // Remembered until the tab closes.
  }
  for (const listener of listeners) listener();
}

/** Stands last; one that is kept already stays where it is. Past the most, the one that was kept first goes. */
export function keepOpen(userId: number, ticket: OpenTicket): void {
  const before = openTickets(userId);
  const isKept = before.some((other) => other.id === ticket.id);
  put(
    userId,
    isKept ? before.map((other) => (other.id === ticket.id ? ticket : other)) : [...before, ticket].slice(-mostOpen),
  );
}

export function closeOpen(userId: number, ticketId: number): void {
  put(
    userId,
    openTickets(userId).filter((other) => other.id !== ticketId),
  );
}

export function useOpenTickets(userId: number): readonly OpenTicket[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => openTickets(userId),
  );
}
