import { expect, test } from "vitest";
import { arrangeColumns, clampWidth, dropColumn, moveColumn } from "./columns.ts";

const columns = [
  { id: "name", width: 300, fixed: true },
  { id: "status", width: 120 },
  { id: "owner", width: 140 },
  { id: "created", width: 100, shown: false },
];
const shown = (choice: Parameters<typeof arrangeColumns>[1]) =>
  arrangeColumns(columns, choice)
    .filter((place) => place.isShown)
    .map((place) => place.id);

test("without a choice the defaults stand", () => {
  expect(shown({})).toEqual(["name", "status", "owner"]);
});

test("a choice orders, hides and shows", () => {
  expect(shown({ order: ["created", "owner", "status", "name"], hidden: ["status"] })).toEqual([
    "name",
    "created",
    "owner",
  ]);
});

test("a column that came later than the choice is still there, and one that is gone is forgotten", () => {
  expect(arrangeColumns(columns, { order: ["gone", "owner", "owner"] }).map((place) => place.id)).toEqual([
    "name",
    "owner",
    "status",
    "created",
  ]);
});

test("a column moves past its shown neighbour, and not past the end", () => {
  const places = arrangeColumns(columns, { hidden: ["status"] });
  expect(moveColumn(places, "created", -1)).toEqual(["name", "status", "created", "owner"]);
  expect(moveColumn(places, "created", 1)).toEqual(["name", "status", "owner", "created"]);
});

test("a dropped column takes its place", () => {
  expect(dropColumn(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
});

test("a width stays within reason", () => {
  expect(clampWidth(3)).toBe(48);
  expect(clampWidth(30_000)).toBe(1200);
  expect(clampWidth(90, 120)).toBe(120);
});
