import { expect, test } from "vitest";
import { choose, everything, isChosen, isNothing, nothing } from "./selection.ts";

test("rows are chosen and let go of", () => {
  const some = choose(nothing, [1, 2, 3], true);
  expect([1, 2, 3, 4].map((id) => isChosen(some, id))).toEqual([true, true, true, false]);
  expect(isNothing(choose(some, [1, 2, 3], false))).toBe(true);
});

test("of everything, rows can be left out and taken back", () => {
  const most = choose(everything, [2], false);
  expect([1, 2].map((id) => isChosen(most, id))).toEqual([true, false]);
  expect(isChosen(choose(most, [2], true), 2)).toBe(true);
  expect(isNothing(most)).toBe(false);
});
