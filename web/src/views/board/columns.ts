/** Pure: a page of a column without a card, or with one more where its order has it. */
import type { ListQuestion } from "~/api/keys";
import type { TicketPage, TicketRow } from "~/api/shapes";
import { priorities } from "~/crm/ticket-choices";

export function without(page: TicketPage, id: number): TicketPage {
  return { ...page, tickets: page.tickets.filter((row) => row.id !== id) };
}

/** Below the last row of a page that goes on, the card belongs to a later page and is left out. */
export function withRow(
  page: TicketPage,
  row: TicketRow,
  question: Pick<ListQuestion, "sort" | "direction">,
): TicketPage {
  const others = page.tickets.filter((other) => other.id !== row.id);
  const comes = question.direction === "asc" ? 1 : -1;
  const place = others.findIndex(
    (other) => compare(rankOf(row, question.sort), rankOf(other, question.sort)) * comes <= 0,
  );
  if (place < 0 && page.next !== null) return { ...page, tickets: others };
  return { ...page, tickets: place < 0 ? [...others, row] : others.toSpliced(place, 0, row) };
}

function rankOf(row: TicketRow, sort: string): string | number {
  if (sort === "priority") return row.priority ? priorities.indexOf(row.priority) : -1;
  // Whatever is not due comes after everything that is.
  if (sort === "sla_due_at") return row.sla?.due_at ?? "~";
  const value = (row as Readonly<Record<string, unknown>>)[sort];
  return typeof value === "string" || typeof value === "number" ? value : "";
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
