import { type I18n, setupI18n } from "@lingui/core";
import { describe, expect, test } from "vitest";
import type { SlaClockTimes, SlaGoalName } from "~/api/shapes";
import { messages as english } from "../locales/en.po";
import { messages as finnish } from "../locales/fi.po";
import { messages as polish } from "../locales/pl.po";
import { clockOf, isRunning, pressingClock, slaReading, slaState, slaWords } from "./sla.ts";

const minute = 60_000;
const now = Date.parse("2026-11-30T12:00:00Z");
const at = (minutes: number) => new Date(now + minutes * minute).toISOString();

function due(minutes: number, soonBefore = 30): SlaClockTimes {
  return {
    goal: "first_reply",
    due_at: at(minutes),
    due_soon_at: at(minutes - soonBefore),
    is_paused: false,
    done: null,
  };
}

function reading(locale: string): I18n {
  return setupI18n({ locale, messages: { en: english, fi: finnish, pl: polish } });
}

describe("a clock", () => {
  test("goes from active through due soon to overdue, each from its very moment", () => {
    expect([31, 30, 1, 0, -1].map((minutes) => slaState(due(minutes), now))).toEqual([
      "active",
      "due_soon",
      "due_soon",
      "overdue",
      "overdue",
    ]);
  });

  test("that is paused or done does not go", () => {
    const paused = { ...due(-5), due_at: null, due_soon_at: null, is_paused: true };
    expect(slaState(paused, now)).toBe("paused");
    expect(slaState({ ...due(-5), done: "on_time" }, now)).toBe("on_time");
    expect(slaReading(paused, now)).toBe(slaReading(paused, now + 999 * minute));
    expect([paused, due(5), { ...due(5), done: "late" as const }, null].map(isRunning)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("says something else only when a minute or a state has passed", () => {
    const clock = due(100);
    expect(slaReading(clock, now + 1_000)).toBe(slaReading(clock, now));
    expect(slaReading(clock, now + minute)).not.toBe(slaReading(clock, now));
    expect(slaReading(due(30), now)).not.toBe(slaReading(due(30), now - 1));
  });

  test.each([
    ["en", 100, "1h 40m left", "1 hr 40 min left"],
    ["en", 14 * 60 + 20, "14h left", "14 hr 20 min left"],
    ["en", 3 * 1440 + 60, "3d left", "3 days 1 hr left"],
    ["en", 0.2, "1m left", "1 min left"],
    ["en", -63, "1h 3m overdue", "1 hr 3 min overdue"],
    ["fi", 100, "1t 40min jäljellä", "1 t 40 min jäljellä"],
    ["fi", -2 * 1440, "2pv myöhässä", "2 pv myöhässä"],
    ["pl", 100, "zostało 1 h 40 min", "zostało 1 godz. 40 min"],
    ["pl", -5 * 1440, "5 d. po terminie", "5 dni po terminie"],
  ])("in %s with %d minutes to go says %j in a list, and %j on the ticket", (locale, minutes, short, full) => {
    const said = (look: "short" | "full") => slaWords(reading(locale), due(minutes), now, look).replaceAll(" ", " ");
    expect([said("short"), said("full")]).toEqual([short, full]);
  });

  test.each([
    ["en", "Paused", "Met on time", "Met late"],
    ["fi", "Tauolla", "Saavutettu ajoissa", "Saavutettu myöhässä"],
    ["pl", "Wstrzymany", "Osiągnięto w terminie", "Osiągnięto po terminie"],
  ])("in %s that does not go says in which state it stands", (locale, ...expected) => {
    const clocks: SlaClockTimes[] = [
      { ...due(5), is_paused: true },
      { ...due(5), done: "on_time" },
      { ...due(5), done: "late" },
    ];
    expect(clocks.map((clock) => slaWords(reading(locale), clock, now))).toEqual(expected);
  });
});

test("of a paused ticket the goals that were reached or missed before stay so", () => {
  const goal = { goal: "close" as const, started_at: at(-60), due_at: null, due_soon_at: null, left_seconds: null };
  expect(slaState(clockOf({ ...goal, state: "on_time", done_at: at(-5) }), now)).toBe("on_time");
  expect(slaState(clockOf({ ...goal, state: "active", done_at: null }), now)).toBe("paused");
  expect(slaState(clockOf({ ...goal, state: "overdue", done_at: null, due_at: at(-5) }), now)).toBe("overdue");
});

test("of several goals the one that runs and is due first presses", () => {
  const goal = (name: SlaGoalName, minutes: number, done_at: string | null = null) => ({
    goal: name,
    state: done_at ? ("on_time" as const) : ("active" as const),
    started_at: at(-60),
    due_at: at(minutes),
    due_soon_at: at(minutes - 5),
    done_at,
    left_seconds: null,
  });
  const goals = [goal("first_reply", 5, at(-5)), goal("close", 300), goal("next_reply", 60)];
  expect(pressingClock({ goals, is_paused: false, rule: "Every ticket" })?.goal).toBe("next_reply");
  expect(pressingClock({ goals: goals.slice(0, 1), is_paused: false, rule: "Every ticket" })).toBeNull();
  expect(pressingClock(null)).toBeNull();
});
