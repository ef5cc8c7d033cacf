import { expect, test } from "vitest";
import { markedParts, parted } from "./marked.ts";

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

test("what is named already is not named again, and its name carries the marks", () => {
  expect(parted("Kahvila Lehtonen", "\u0001Kahvila\u0002 Lehtonen · kahvila.example · +358 40 555")).toEqual({
    name: "\u0001Kahvila\u0002 Lehtonen",
    rest: "kahvila.example · +358 40 555",
  });
  expect(parted("Late parcel", "where is \u0001my\u0002 parcel")).toEqual({
    name: "Late parcel",
    rest: "where is \u0001my\u0002 parcel",
  });
});
