/** The moments that one usually snoozes a ticket until, in the reader's own days. */
import { dayOf, hourOfDay, wallTime, weekdayOf } from "~/lib/zone";

const morning = 9;
const monday = 1;

/** Three hours on, at the full hour; null when that is no longer today. */
export function laterToday(now: Date): Date | null {
  const then = hourOfDay(now, 0, wallTime(now).hour + 3);
  return dayOf(then) === dayOf(now) ? then : null;
}

export function tomorrowMorning(now: Date): Date {
  return hourOfDay(now, 1, morning);
}

/** Monday morning; on a Monday, the one after; null on a Sunday, when that is tomorrow morning. */
export function nextWeek(now: Date): Date | null {
  const days = (monday - weekdayOf(now) + 7) % 7 || 7;
  return days === 1 ? null : hourOfDay(now, days, morning);
}
