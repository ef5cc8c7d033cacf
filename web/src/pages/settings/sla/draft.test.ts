import { describe, expect, test } from "vitest";
import type { SlaHours } from "~/crm/sla-goals";
import {
  type DraftRule,
  bestUnit,
  dayLength,
  dayTrouble,
  inWorkingDays,
  draftOf,
  isOutOfReach,
  newRule,
  officeHours,
  sentGoals,
  troubleOf,
} from "./draft.ts";

const office = officeHours("Europe/Helsinki");
const hours = (change: Partial<SlaHours>): SlaHours => ({ ...office, ...change });
const rule = (change: Partial<DraftRule> = {}): DraftRule => ({ ...newRule("Every ticket", true), ...change });
const trouble = (rules: readonly DraftRule[], when: SlaHours | null = null) => troubleOf({ rules, hours: when });

describe("a goal's time", () => {
  test("is said in the largest unit that holds it whole", () => {
    expect([30, 90, 120, 1440, 2880, 1500].map((minutes) => bestUnit(minutes, 1440))).toEqual([
      "minute",
      "minute",
      "hour",
      "day",
      "day",
      "hour",
    ]);
  });

  test("is counted in working days where all are equally long", () => {
    expect(dayLength(null)).toBe(1440);
    expect(dayLength(office)).toBe(480);
    expect(bestUnit(960, dayLength(office))).toBe("day");
    const shortFriday = hours({ week: office.week.toSpliced(4, 1, [["09:00", "15:00"]]) });
    expect(dayLength(shortFriday)).toBeNull();
    expect(bestUnit(960, dayLength(shortFriday))).toBe("hour");
    expect(dayLength(hours({ week: office.week.map(() => [["00:00", "24:00"]]) }))).toBe(1440);
  });
});

test("days stay days when only working hours count, and hours stay hours", () => {
  const rules = [
    rule({ first_reply: { minutes: 240, due_soon_minutes: 60 }, close: { minutes: 2880, due_soon_minutes: 1440 } }),
  ];
  const [worked] = inWorkingDays(rules, 480);
  expect(worked?.first_reply).toEqual({ minutes: 240, due_soon_minutes: 60 });
  expect(worked?.close).toEqual({ minutes: 960, due_soon_minutes: 480 });
  expect(inWorkingDays(rules, null)[0]?.close?.minutes).toBe(2880);
});

describe("what has to be mended", () => {
  test("is nothing in what one begins with", () => {
    expect(trouble([rule()], office)).toBeNull();
    expect(trouble([])).toBeNull();
  });

  test("is told by what is wrong first", () => {
    expect(trouble([rule({ name: " " })])).toBe("name");
    expect(trouble([newRule("Urgent", false), rule()])).toBe("condition");
    expect(trouble([rule({ close: { minutes: Number.NaN, due_soon_minutes: 0 } })])).toBe("time");
    expect(trouble([rule({ close: { minutes: 60, due_soon_minutes: Number.NaN } })])).toBe("time");
    expect(trouble([rule({ close: { minutes: 60, due_soon_minutes: 60 } })])).toBe("due_soon");
    expect(trouble([rule()], hours({ week: office.week.map(() => []) }))).toBe("no_hours");
    expect(trouble([rule()], hours({ week: office.week.toSpliced(0, 1, [["17:00", "09:00"]]) }))).toBe("block");
  });

  test("are blocks of a day that overlap or are not typed to the end, in whatever order they stand", () => {
    expect(dayTrouble([["13:00", "24:00"], ["09:00", "13:00"]])).toBeNull(); // prettier-ignore
    expect(dayTrouble([["09:00", "13:30"], ["13:00", "17:00"]])).toBe("block"); // prettier-ignore
    expect(dayTrouble([["09:00", ""]])).toBe("block");
  });
});

test("a rule below one that fits every ticket is out of reach", () => {
  const rules = [newRule("Urgent", false), rule(), newRule("Low", false)];
  expect(rules.map((_rule, index) => isOutOfReach(rules, index))).toEqual([false, false, true]);
});

test("what is sent is what came, without the editor's own", () => {
  const goals = {
    rules: [{ name: "Every ticket", when: [], first_reply: null, next_reply: null, close: null }],
    hours: null,
    paused_in: [2],
    version: 3,
  };
  const draft = draftOf(goals);
  expect(sentGoals({ ...draft, rules: draft.rules.map((one) => ({ ...one, name: " Every ticket " })) })).toEqual(goals);
});
