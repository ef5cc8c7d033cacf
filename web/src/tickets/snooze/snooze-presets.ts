/** Pure: the moments that one usually snoozes a ticket until, in the reader's own time. */

const morning = 9;
const monday = 1;

/** Three hours on, at the full hour; null when that is no longer today. */
export function laterToday(now: Date): Date | null {
  const then = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 3);
  return then.getDate() === now.getDate() ? then : null;
}

export function tomorrowMorning(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning);
}

/** Monday morning; on a Monday, the one after. */
export function nextWeek(now: Date): Date {
  const days = (monday - now.getDay() + 7) % 7 || 7;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}

/** As a field for date and time wants it: local, to the minute. */
export function fieldTime(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
