/** Pure: how a ticket stands with its SLA goals at a moment. The server tells the times, so that clocks go on without it. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { SlaClockTimes, SlaGoalName, TicketSla, TicketSlaGoal } from "~/api/shapes";
import { timeSpan } from "~/lib/time";

export type SlaState = "active" | "due_soon" | "overdue" | "paused" | "on_time" | "late";

export const goalNames: Readonly<Record<SlaGoalName, MessageDescriptor>> = {
  first_reply: msg`First reply`,
  next_reply: msg`Next reply`,
  close: msg({ message: "Close", context: "SLA goal" }),
};

/** As filters ask for them: what is paused counts as active there. */
export const stateNames: Readonly<Record<SlaState, MessageDescriptor>> = {
  active: msg({ message: "Active", context: "SLA goal" }),
  due_soon: msg`Due soon`,
  overdue: msg`Overdue`,
  paused: msg({ message: "Paused", context: "SLA goal" }),
  on_time: msg`Met on time`,
  late: msg`Met late`,
};

export function slaState(clock: SlaClockTimes, now: number): SlaState {
  if (clock.done) return clock.done;
  if (clock.is_paused || clock.due_at === null) return "paused";
  if (Date.parse(clock.due_at) <= now) return "overdue";
  return clock.due_soon_at !== null && Date.parse(clock.due_soon_at) <= now ? "due_soon" : "active";
}

/** Neither met nor missed for good: what still asks for something. */
export function isRunning(clock: SlaClockTimes | null): clock is SlaClockTimes {
  return Boolean(clock && !clock.done);
}

/** Equal for as long as a clock says the same. */
export function slaReading(clock: SlaClockTimes, now: number): string {
  const state = slaState(clock, now);
  return state === "active" || state === "due_soon" || state === "overdue"
    ? `${state} ${Math.round((Date.parse(clock.due_at ?? "") - now) / 60_000)}`
    : state;
}

export function slaWords(i18n: I18n, clock: SlaClockTimes, now: number, look: "full" | "short" = "full"): string {
  const state = slaState(clock, now);
  if (state !== "active" && state !== "due_soon" && state !== "overdue") return i18n._(stateNames[state]);
  const span = timeSpan(Date.parse(clock.due_at ?? "") - now, i18n.locale, look);
  return i18n._(state === "overdue" ? msg`${span} overdue` : msg`${span} left`);
}

/** One goal of a ticket as a clock of its own. What was overdue before its ticket paused stays so, and has a time. */
export function clockOf(goal: TicketSlaGoal): SlaClockTimes {
  const done = goal.state === "on_time" || goal.state === "late" ? goal.state : null;
  return {
    goal: goal.goal,
    due_at: goal.due_at,
    due_soon_at: goal.due_soon_at,
    is_paused: done === null && goal.due_at === null,
    done,
  };
}

/** Of the goals that still run the one that is due first, as lists show it; none when all are done. */
export function pressingClock(sla: TicketSla | null): SlaClockTimes | null {
  const dueAt = (clock: SlaClockTimes) => Date.parse(clock.due_at ?? "9999-01-01");
  const running = (sla?.goals ?? []).map(clockOf).filter(isRunning);
  return running.toSorted((one, other) => dueAt(one) - dueAt(other))[0] ?? null;
}
