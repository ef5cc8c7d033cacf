/** Clocks and calendars: what a moment is called in the reader's time zone, and which moment such a name means. */

/** As a calendar and a clock show it; months count from 1. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

let chosen = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone of the reader's profile; before anybody has signed in, the browser's. */
export function readerZone(): string {
  return chosen;
}

/** A zone that this browser doesn't know leaves the one that was there. Returns whether it is another one now. */
export function readIn(zone: string): boolean {
  if (zone === chosen || !isKnown(zone)) return false;
  chosen = zone;
  return true;
}

function isKnown(zone: string): boolean {
  try {
    return zone !== "" && clockOf(zone) !== undefined;
  } catch {
    return false;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than reading it a hundred times. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  clocks.set(zone, clock);
  return clock;
}

/** Read off a clock. */
function readClock(moment: Date, zone: string): WallTime {
  const read: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(moment)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = read;
  return { year, month, day, hour, minute };
}

const minuteLong = 60_000;
const dayLong = 24 * 60 * minuteLong;

/** By zone and day of UTC: how far clocks there are ahead, in milliseconds, where they stay so from its first to its last minute. */
const steady = new Map<string, number | null>();
const mostKept = 2_000;

/** A clock costs as much as a thousand sums, and a conversation has a hundred moments on few days. */
function steadyAhead(day: number, zone: string): number | null {
  const key = `${zone} ${day}`;
  const kept = steady.get(key);
  if (kept !== undefined) return kept;
  const ahead = (at: number) => counted(readClock(new Date(at), zone)) - at;
  const [first, last] = [ahead(day * dayLong), ahead((day + 1) * dayLong - minuteLong)];
  if (steady.size >= mostKept) steady.clear();
  const found = first === last ? first : null;
  steady.set(key, found);
  return found;
}

export function wallTime(moment: Date, zone: string = chosen): WallTime {
  const at = moment.getTime();
  const ahead = steadyAhead(Math.floor(at / dayLong), zone);
  if (ahead === null) return readClock(moment, zone);
  const shown = new Date(at + ahead);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

/** The wall time as a number to count with: the moment it would be in UTC. Days and hours may run over. */
function counted({ year, month, day, hour, minute }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

/**
 * The moment at which clocks there show this. Days and hours may run over: day 32 is the next month's first. An hour that is
 * skipped in spring is one hour later; one that comes twice in autumn is the first of the two.
 */
export function momentAt(wall: WallTime, zone: string = chosen): Date {
  const aim = counted(wall);
  const ahead = (near: number) => counted(wallTime(new Date(near), zone)) - Math.floor(near / minuteLong) * minuteLong;
  const [before, after] = [aim - ahead(aim - dayLong), aim - ahead(aim + dayLong)];
  const shown = [before, after].filter((moment) => counted(wallTime(new Date(moment), zone)) === aim);
  return new Date(shown.length > 0 ? Math.min(...shown) : Math.max(before, after));
}

/** `2026-11-21`: equal for two moments exactly when the reader calls them the same day. */
export function dayOf(moment: Date, zone: string = chosen): string {
  const { year, month, day } = wallTime(moment, zone);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** How many of the reader's days lie between: 1 when `later` is tomorrow. */
export function daysBetween(earlier: Date, later: Date, zone: string = chosen): number {
  return Math.round((Date.parse(dayOf(later, zone)) - Date.parse(dayOf(earlier, zone))) / dayLong);
}

/** 0 is Sunday. */
export function weekdayOf(moment: Date, zone: string = chosen): number {
  return new Date(dayOf(moment, zone)).getUTCDay();
}

/** At this hour, so many of the reader's days on. */
export function hourOfDay(now: Date, days: number, hour: number, zone: string = chosen): Date {
  const today = wallTime(now, zone);
  return momentAt({ ...today, day: today.day + days, hour, minute: 0 }, zone);
}

/** As a field of the type datetime-local holds it: in the reader's zone, to the minute. */
export function fieldTime(moment: Date, zone: string = chosen): string {
  const { hour, minute } = wallTime(moment, zone);
  return `${dayOf(moment, zone)}T${two(hour)}:${two(minute)}`;
}

/** What was typed into such a field; an invalid date when that is no time. */
export function fromField(typed: string, zone: string = chosen): Date {
  const found = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(typed);
  if (!found) return new Date(Number.NaN);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  return momentAt({ year, month, day, hour, minute }, zone);
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}
