import { expect, test } from "vitest";
import { pull } from "./edge-scroll.ts";

test("pulls harder the nearer it is to an end, and not at all between them", () => {
  expect(pull(400, 0, 800)).toBe(0);
  expect(pull(28, 0, 800)).toBe(-0.5);
  expect(pull(772, 0, 800)).toBe(0.5);
});

test("pulls no harder past the end, where a finger leaves the board", () => {
  expect(pull(-40, 0, 800)).toBe(-1);
  expect(pull(900, 0, 800)).toBe(1);
});

test("leaves room to drop in between, however short a column is", () => {
  expect(pull(50, 0, 100)).toBe(0);
});
