import { expect, test } from "vitest";
import type { TicketPage, TicketRow } from "~/api/shapes";
import { withRow, without } from "./columns.ts";

const row = (id: number, active_at: string, priority: string | null = null) =>
  ({ id, active_at, priority }) as TicketRow;
const page = (next: string | null, ...tickets: TicketRow[]): TicketPage => ({ tickets, next });
const ids = ({ tickets }: TicketPage) => tickets.map((ticket) => ticket.id);
const newestFirst = { sort: "active_at", direction: "desc" } as const;

test("a card comes where its time has it", () => {
  expect(ids(withRow(page(null, row(1, "2026-03"), row(2, "2026-01")), row(3, "2026-02"), newestFirst))).toEqual([
    1, 3, 2,
  ]);
});

test("the oldest card comes last, unless the column goes on below", () => {
  const old = row(3, "2025-01");
  expect(ids(withRow(page(null, row(1, "2026-03")), old, newestFirst))).toEqual([1, 3]);
  expect(ids(withRow(page("more", row(1, "2026-03")), old, newestFirst))).toEqual([1]);
});

test("priorities are ordered by weight, not by letter", () => {
  const order = { sort: "priority", direction: "desc" } as const;
  expect(ids(withRow(page(null, row(1, "", "HIGH"), row(2, "", "LOW")), row(3, "", "MEDIUM"), order))).toEqual([
    1, 3, 2,
  ]);
});

test("a card never stands twice in its column", () => {
  expect(ids(withRow(page(null, row(1, "2026-03")), row(1, "2026-03"), newestFirst))).toEqual([1]);
});

test("a card that is taken away leaves the others", () => {
  expect(ids(without(page(null, row(1, "2026-03"), row(2, "2026-01")), 1))).toEqual([2]);
});
