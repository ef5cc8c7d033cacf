/** Pure: which answers hold a line about a ticket that changed: among linked tickets, or others of the same contact. */
import type { QueryKey } from "@tanstack/react-query";
import type { Hint } from "./changes.ts";
import type { EventName } from "./events.gen.ts";

/** A line says the ticket's name and status, and stands while the ticket does. */
const changing: ReadonlySet<string> = new Set<EventName>([
  "TicketChanged",
  "TicketStatusChanged",
  "TicketsMerged",
  "TicketsUnmerged",
  "TicketUnsplit",
  "TicketTrashed",
  "TicketMarkedSpam",
  "TicketPurged",
  "TicketPrimaryChanged",
  "TicketContactRemoved",
]);
/** A line comes back to where none stands now. */
const returning: ReadonlySet<string> = new Set<EventName>(["TicketRestored", "TicketNotSpam"]);

export type Answer = { readonly key: QueryKey; readonly data: unknown };

/** `answers` is asked only when something happened that lines tell of. */
export function staleLines(hints: readonly Hint[], answers: () => readonly Answer[]): readonly QueryKey[] {
  const isReturning = hints.some(({ name }) => returning.has(name));
  const changed = new Set(
    hints
      .filter(({ name }) => changing.has(name))
      .flatMap(({ ticket_id, other_ids = [] }) => [ticket_id ?? 0, ...other_ids]),
  );
  const coming = hints.filter(({ contact_id }) => contact_id !== undefined);
  if (!isReturning && changed.size === 0 && coming.length === 0) return [];
  return answers()
    .filter(
      ({ key, data }) =>
        holdsLines(key) &&
        (isReturning ||
          linesIn(data).some((id) => changed.has(id)) ||
          coming.some(({ ticket_id, contact_id }) => key[1] !== ticket_id && contactOf(data) === contact_id)),
    )
    .map(({ key }) => key);
}

/** The links of a ticket, and the screens of tickets and of conversations in inboxes. */
function holdsLines([kind, , part]: QueryKey): boolean {
  return (kind === "tickets" && (part === "links" || part === "screen")) || (kind === "inboxes" && part === "screen");
}

/** Whose other tickets stand there. */
function contactOf(data: unknown): number | undefined {
  return (
    data as { readonly contacts?: readonly { readonly id: number; readonly is_primary: boolean }[] } | null | undefined
  )?.contacts?.find((contact) => contact.is_primary)?.id;
}

function linesIn(data: unknown): readonly number[] {
  const lines = Array.isArray(data)
    ? data
    : (data as { readonly other_tickets?: unknown } | null | undefined)?.other_tickets;
  return Array.isArray(lines) ? lines.map((line: { readonly id: number }) => line.id) : [];
}
