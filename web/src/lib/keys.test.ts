import { expect, test } from "vitest";
import { pressed, shownKeys } from "./keys.ts";

const nothing = { key: "", metaKey: false, ctrlKey: false, altKey: false, shiftKey: false };

test.each([
  [{ key: "j" }, "j"],
  [{ key: "?", shiftKey: true }, "?"],
  [{ key: "A", shiftKey: true }, "Shift+a"],
  [{ key: "Enter", ctrlKey: true }, "Mod+Enter"],
  [{ key: "k", ctrlKey: true }, "Mod+k"],
])("a press is written by its meaning: %o", (press, written) => {
  expect(pressed({ ...nothing, ...press }, false)).toBe(written);
});

test("Mod is Command on a Mac", () => {
  expect(pressed({ ...nothing, key: "k", metaKey: true }, true)).toBe("Mod+k");
  expect(pressed({ ...nothing, key: "k", ctrlKey: true }, true)).toBe("k");
});

test("a shortcut is drawn as the caps to press", () => {
  expect(shownKeys("Mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(shownKeys("Mod+k", true)).toEqual(["⌘", "K"]);
  expect(shownKeys("g u", false)).toEqual(["G", "U"]);
});
