import { expect, test } from "vitest";
import { dayHeading, relativeTime, shortRelativeTime } from "./time.ts";

const now = new Date("2026-11-21T12:00:00");

test.each([
  ["2026-11-21T11:59:40", "now", "now"],
  ["2026-11-21T11:55:00", "5 minutes ago", "5m"],
  ["2026-11-21T09:00:00", "3 hours ago", "3h"],
  ["2026-11-20T11:00:00", "yesterday", "1d"],
  ["2026-10-02T12:00:00", "Oct 2", "Oct 2"],
  ["2024-10-02T12:00:00", "Oct 2, 2024", "Oct 2, 2024"],
])("%s is written %j, and %j where it is narrow", (then, full, short) => {
  expect(relativeTime(new Date(then), now, "en")).toBe(full);
  expect(shortRelativeTime(new Date(then), now, "en")).toBe(short);
});

test("days are named by the reader's calendar, not by 24 hours", () => {
  expect(dayHeading(new Date("2026-11-20T23:59:00"), now, "en")).toBe("yesterday");
  expect(dayHeading(new Date("2026-11-18T10:00:00"), now, "fi")).toBe("keskiviikko 18. marraskuuta");
});
