import { expect, test } from "vitest";
import { fieldTime } from "~/lib/zone";
import { laterChoices } from "./send-later.ts";

const keysAt = (now: Date) => laterChoices(now).map(({ key, at }) => [key, fieldTime(at)]);

test("from a Wednesday one may send in an hour, tomorrow and on Monday", () => {
  expect(keysAt(new Date(2026, 10, 25, 14, 30))).toEqual([
    ["hour", "2026-11-25T15:30"],
    ["tomorrow", "2026-11-26T09:00"],
    ["monday", "2026-11-30T09:00"],
  ]);
});

test("on a Sunday tomorrow is Monday, and on a Monday the next one is a week ahead", () => {
  expect(keysAt(new Date(2026, 10, 29, 8, 0)).map(([key]) => key)).toEqual(["hour", "tomorrow"]);
  expect(keysAt(new Date(2026, 10, 30, 8, 0)).at(-1)).toEqual(["monday", "2026-12-07T09:00"]);
});
