import { expect, test } from "vitest";
import type { TicketRow } from "~/api/shapes";
import { findNear } from "./ticket-pages.ts";

const rows = [5, 9, 7, 3].map((id) => ({ id }) as TicketRow);
const rowAt = (index: number) => rows[index];

test("a row is found where it went", () => {
  expect(findNear(rowAt, 7, 1)).toBe(2);
  expect(findNear(rowAt, 5, 2)).toBe(0);
  expect(findNear(rowAt, 3, 3)).toBe(3);
});

test("a row that left is not found", () => {
  expect(findNear(rowAt, 4, 2)).toBe(-1);
});
