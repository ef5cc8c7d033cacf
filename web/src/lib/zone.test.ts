import { afterEach, describe, expect, test } from "vitest";
import { dayHeading, exactTime, relativeTime, shortMoment } from "./time.ts";
import {
  dayOf,
  daysBetween,
  fieldTime,
  fromField,
  hourOfDay,
  momentAt,
  readIn,
  readerZone,
  wallTime,
  weekdayOf,
} from "./zone.ts";

const ofTheBrowser = readerZone();
afterEach(() => void readIn(ofTheBrowser));

const zones = [
  "UTC",
  "Europe/Helsinki",
  "Europe/Warsaw",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Australia/Lord_Howe",
];

test("what a clock shows leads back to its moment, in every zone and hour of a year", () => {
  for (const zone of zones) {
    for (let at = Date.UTC(2026, 0, 1, 0, 30); at < Date.UTC(2027, 0, 1); at += 31 * 60 * 60_000) {
      const moment = new Date(at);
      const back = momentAt(wallTime(moment, zone), zone);
      // Only the hour that comes twice has two moments; the first is meant.
      expect(wallTime(back, zone), `${zone} ${moment.toISOString()}`).toEqual(wallTime(moment, zone));
      expect(moment.getTime() - back.getTime()).toBeOneOf([0, 30 * 60_000, 60 * 60_000]);
    }
  }
});

test("a clock is read right at every half hour of the days on which it changes", () => {
  for (const zone of zones) {
    const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    for (const month of [2, 3, 8, 9, 10]) {
      for (let at = Date.UTC(2026, month, 1); at < Date.UTC(2026, month + 1, 1); at += 30 * 60_000) {
        expect(`${zone} ${fieldTime(new Date(at), zone).replace("T", " ")}`).toBe(`${zone} ${clock.format(at)}`);
      }
    }
  }
});

describe("where clocks change", () => {
  test("an hour that is skipped in spring is one hour later", () => {
    expect(fromField("2026-03-29T03:30", "Europe/Helsinki").toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(fieldTime(fromField("2026-03-29T02:30", "Europe/Warsaw"), "Europe/Warsaw")).toBe("2026-03-29T03:30");
  });

  test("an hour that comes twice in autumn is the first of the two", () => {
    expect(fromField("2026-10-25T02:30", "Europe/Warsaw").toISOString()).toBe("2026-10-25T00:30:00.000Z");
    expect(fromField("2026-11-01T01:30", "America/New_York").toISOString()).toBe("2026-11-01T05:30:00.000Z");
  });

  test("tomorrow at nine is at nine, though the day has 23 or 25 hours", () => {
    expect(hourOfDay(new Date("2026-03-28T10:00Z"), 1, 9, "Europe/Helsinki").toISOString()).toBe(
      "2026-03-29T06:00:00.000Z",
    );
    expect(hourOfDay(new Date("2026-10-24T10:00Z"), 1, 9, "Europe/Helsinki").toISOString()).toBe(
      "2026-10-25T07:00:00.000Z",
    );
  });
});

test("days are those of the reader, also across the date line and the end of a year", () => {
  const moment = new Date("2026-12-31T22:30Z");
  expect(dayOf(moment, "Europe/Helsinki")).toBe("2027-01-01");
  expect(dayOf(moment, "America/New_York")).toBe("2026-12-31");
  expect(weekdayOf(moment, "Europe/Helsinki")).toBe(5);
  expect(daysBetween(new Date("2026-12-31T21:59Z"), moment, "Europe/Helsinki")).toBe(1);
  expect(daysBetween(new Date("2026-12-31T21:59Z"), moment, "UTC")).toBe(0);
});

test("what is no time is no date, and an unknown zone changes nothing", () => {
  expect(Number.isNaN(fromField("").getTime())).toBe(true);
  expect(readIn("Mars/Olympus")).toBe(false);
  expect(readerZone()).toBe(ofTheBrowser);
});

test("every way to write a time follows the reader's zone", () => {
  const then = new Date("2026-11-20T22:30Z");
  const now = new Date("2026-11-21T12:00Z");
  readIn("Europe/Helsinki");
  expect(exactTime(then, "fi")).toBe("lauantai 21. marraskuuta 2026 klo 0.30");
  expect(dayHeading(then, now, "fi")).toBe("tänään");
  expect(shortMoment(then, now, "pl")).toBe("sob., 21 lis, 0:30");
  readIn("America/New_York");
  expect(exactTime(then, "en")).toBe("Friday, November 20, 2026 at 5:30 PM");
  expect(dayHeading(then, now, "pl")).toBe("wczoraj");
  expect(relativeTime(new Date("2026-01-01T03:00Z"), now, "en")).toBe("Dec 31, 2025");
});
