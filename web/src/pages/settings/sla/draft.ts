/** Pure: SLA goals as one changes them, and what is still wrong with them. */
import type { SlaBlock, SlaCondition, SlaGoal, SlaGoals, SlaHours, SlaRule } from "~/crm/sla-goals";

/** `id` is the editor's own, so that what one types stays in its place. */
export type DraftRule = SlaRule & { readonly id: string };
export type SlaDraft = Pick<SlaGoals, "hours" | "paused_in" | "version"> & { readonly rules: readonly DraftRule[] };

export const goalKinds = ["first_reply", "next_reply", "close"] as const;

let made = 0;

function newId(): string {
  made += 1;
  return `rule-${made}`;
}

export function draftOf(goals: SlaGoals): SlaDraft {
  return { ...goals, rules: goals.rules.map((rule) => ({ ...rule, id: newId() })) };
}

export function sentGoals({ rules, ...rest }: SlaDraft): SlaGoals {
  return { ...rest, rules: rules.map(({ id: _own, ...rule }) => ({ ...rule, name: rule.name.trim() })) };
}

const hour = 60;

/** What a new goal begins with. */
export const usualGoals: Readonly<Record<(typeof goalKinds)[number], SlaGoal>> = {
  first_reply: { minutes: 4 * hour, due_soon_minutes: hour },
  next_reply: { minutes: 8 * hour, due_soon_minutes: hour },
  close: { minutes: 72 * hour, due_soon_minutes: 8 * hour },
};

/** The first one is for every ticket; those that are added to it tell tickets apart. */
export function newRule(name: string, isFirst: boolean): DraftRule {
  const when: readonly SlaCondition[] = isFirst ? [] : [{ property: "ticket.priority", any_of: [] }];
  return { id: newId(), name, when, first_reply: usualGoals.first_reply, next_reply: null, close: null };
}

const officeDay: readonly SlaBlock[] = [["09:00", "17:00"]];

export function officeHours(zone: string): SlaHours {
  return { zone, week: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []], days_off: [] };
}

/** Of "09:30", since midnight. Not a number when it is no time. */
export function minutesOfDay(time: string): number {
  const found = /^(\d\d):(\d\d)$/.exec(time);
  return found ? Number(found[1]) * hour + Number(found[2]) : Number.NaN;
}

function lengthOf(blocks: readonly SlaBlock[]): number {
  return blocks.reduce((sum, [from, until]) => sum + minutesOfDay(until) - minutesOfDay(from), 0);
}

/** How long a day is when one counts in days: the working day where all are equally long, else null. */
export function dayLength(hours: SlaHours | null): number | null {
  if (!hours) return 24 * hour;
  const lengths = new Set(hours.week.filter((blocks) => blocks.length > 0).map(lengthOf));
  const [length = 0] = lengths;
  return lengths.size === 1 && length > 0 ? length : null;
}

export type Unit = "minute" | "hour" | "day";

export function unitLength(unit: Unit, day: number | null): number | null {
  return unit === "day" ? day : unit === "hour" ? hour : 1;
}

/** The largest unit of which they are a whole number. */
export function bestUnit(minutes: number, day: number | null): Unit {
  const fits = (unit: Unit) => {
    const length = unitLength(unit, day);
    return length !== null && minutes > 0 && minutes % length === 0;
  };
  return fits("day") ? "day" : fits("hour") ? "hour" : "minute";
}

/** Two days stay two days when only working hours count from now on: as many minutes would be six of them. */
export function inWorkingDays(rules: readonly DraftRule[], day: number | null): readonly DraftRule[] {
  const whole = 24 * hour;
  const said = (minutes: number) => (day !== null && minutes % whole === 0 ? (minutes / whole) * day : minutes);
  const goal = (of: SlaGoal | null) => of && { minutes: said(of.minutes), due_soon_minutes: said(of.due_soon_minutes) };
  return rules.map((rule) => ({
    ...rule,
    first_reply: goal(rule.first_reply),
    next_reply: goal(rule.next_reply),
    close: goal(rule.close),
  }));
}

export type Trouble = "name" | "condition" | "time" | "due_soon" | "no_hours" | "block";

function goalTrouble(goal: SlaGoal | null): Trouble | null {
  if (!goal) return null;
  if (!(goal.minutes > 0) || !(goal.due_soon_minutes >= 0)) return "time";
  return goal.due_soon_minutes < goal.minutes ? null : "due_soon";
}

export function dayTrouble(blocks: readonly SlaBlock[]): "block" | null {
  const sorted = blocks.map((block) => block.map(minutesOfDay)).toSorted(([one = 0], [other = 0]) => one - other);
  let last = 0;
  for (const [from = Number.NaN, until = Number.NaN] of sorted) {
    if (!(from >= last && until > from)) return "block";
    last = until;
  }
  return null;
}

/** What has to be mended before it can be saved: the first thing that is wrong. */
export function troubleOf({ rules, hours }: Pick<SlaDraft, "rules" | "hours">): Trouble | null {
  for (const rule of rules) {
    if (!rule.name.trim()) return "name";
    if (rule.when.some(({ any_of }: SlaCondition) => any_of.length === 0)) return "condition";
    for (const kind of goalKinds) {
      const trouble = goalTrouble(rule[kind]);
      if (trouble) return trouble;
    }
  }
  if (!hours || rules.length === 0) return null;
  if (hours.week.every((blocks) => blocks.length === 0)) return "no_hours";
  return hours.week.some((blocks) => dayTrouble(blocks)) ? "block" : null;
}

/** The places of rules that no ticket ever takes, since one before them fits every ticket. */
export function isOutOfReach(rules: readonly DraftRule[], index: number): boolean {
  return rules.slice(0, index).some((rule) => rule.when.length === 0);
}
