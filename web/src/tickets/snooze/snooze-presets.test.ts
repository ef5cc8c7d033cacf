import { expect, test } from "vitest";
import { laterToday, nextWeek, tomorrowMorning } from "./snooze-presets.ts";

const thursday = new Date(2026, 2, 5, 14, 40);

test("Later today is a full hour, and is not offered late in the evening", () => {
  expect(laterToday(thursday)).toEqual(new Date(2026, 2, 5, 17));
  expect(laterToday(new Date(2026, 2, 5, 21, 30))).toBeNull();
});

test("Tomorrow and next week begin in the morning, also over the end of a month and of daylight saving", () => {
  expect(tomorrowMorning(new Date(2026, 2, 31, 23, 59))).toEqual(new Date(2026, 3, 1, 9));
  expect(nextWeek(thursday)).toEqual(new Date(2026, 2, 9, 9));
  expect(nextWeek(new Date(2026, 2, 28, 12))).toEqual(new Date(2026, 2, 30, 9));
});

test("On a Sunday, tomorrow morning says it already", () => {
  expect(nextWeek(new Date(2026, 2, 29, 12))).toBeNull();
});

test("On a Monday, next week is the Monday after", () => {
  expect(nextWeek(new Date(2026, 2, 9, 8))).toEqual(new Date(2026, 2, 16, 9));
});
