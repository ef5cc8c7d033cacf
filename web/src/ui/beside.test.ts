import { expect, test } from "vitest";
import { placeBeside } from "./beside.ts";

const room = { width: 400, height: 300 };
const box = { width: 100, height: 20 };
const square = (left: number, top: number) => ({ left, top, right: left + 30, bottom: top + 30 });

test("a box stands in the middle of the wished side", () => {
  const control = square(185, 135);
  expect(placeBeside(control, box, room, "bottom")).toEqual({ left: 150, top: 171 });
  expect(placeBeside(control, box, room, "top")).toEqual({ left: 150, top: 109 });
  expect(placeBeside(control, box, room, "right")).toEqual({ left: 221, top: 140 });
  expect(placeBeside(control, box, room, "left")).toEqual({ left: 79, top: 140 });
});

test("where there is no room it goes across, and along the edge it stays on the screen", () => {
  expect(placeBeside(square(0, 265), box, room, "bottom")).toEqual({ left: 5, top: 239 });
  expect(placeBeside(square(370, 0), box, room, "top")).toEqual({ left: 295, top: 36 });
  expect(placeBeside(square(370, 100), box, room, "right").left).toBe(264);
});

test("a box that is too large for both sides stays on the wished one", () => {
  expect(placeBeside(square(10, 10), { width: 100, height: 290 }, room, "bottom").top).toBe(46);
});
