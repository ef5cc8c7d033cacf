import { expect, test } from "vitest";
import { markedParts } from "./marked.ts";

test("hits are told apart from what stands around them", () => {
  expect(markedParts("the \u0001printer\u0002 on floor \u00013\u0002")).toEqual([
    { text: "the ", isHit: false },
    { text: "printer", isHit: true },
    { text: " on floor ", isHit: false },
    { text: "3", isHit: true },
  ]);
});

test("a snippet without hits is one part, and a hit that never ends is a hit", () => {
  expect(markedParts("plain")).toEqual([{ text: "plain", isHit: false }]);
  expect(markedParts("\u0001cut off")).toEqual([{ text: "cut off", isHit: true }]);
});
