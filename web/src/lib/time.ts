/** How moments and days are written, in the reader's language and time zone. */
import { daysBetween, readerZone, wallTime } from "./zone.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, wanted: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const options = { timeZone: readerZone(), ...wanted };
  const key = locale + JSON.stringify(options);
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, found);
  return found;
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();
const units = new Map<string, Intl.NumberFormat>();

/** Making a format costs more than using it a hundred times. */
function relativeWords(locale: string): Intl.RelativeTimeFormat {
  const found = relatives.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  relatives.set(locale, found);
  return found;
}

type UnitDisplay = "short" | "narrow" | "long";

function unitFormat(locale: string, unit: string, unitDisplay: UnitDisplay = "narrow"): Intl.NumberFormat {
  const key = `${locale} ${unit} ${unitDisplay}`;
  const found = units.get(key) ?? new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay });
  units.set(key, found);
  return found;
}

/** "just now" is left to the caller's language through Intl: 0 seconds is "now". */
export function relativeTime(then: Date, now: Date, locale: string): string {
  const past = now.getTime() - then.getTime();
  const words = relativeWords(locale);
  if (Math.abs(past) < minute) return words.format(0, "second");
  if (Math.abs(past) < hour) return words.format(-Math.round(past / minute), "minute");
  if (Math.abs(past) < day) return words.format(-Math.round(past / hour), "hour");
  if (Math.abs(past) < 7 * day) return words.format(-Math.round(past / day), "day");
  return dayAndMonth(then, now, locale);
}

/** For narrow columns: "4m", "3h", "2d", then the date. In the future, and within a minute, "now". */
export function shortRelativeTime(then: Date, now: Date, locale: string): string {
  const past = now.getTime() - then.getTime();
  if (past < minute) return relativeWords(locale).format(0, "second");
  const unit = (value: number, of: string) => unitFormat(locale, of).format(Math.floor(value));
  if (past < hour) return unit(past / minute, "minute");
  if (past < day) return unit(past / hour, "hour");
  if (past < 7 * day) return unit(past / day, "day");
  return dayAndMonth(then, now, locale);
}

function isSameYear(then: Date, now: Date): boolean {
  return yearOf(then) === yearOf(now);
}

/** Half a day and more from New Year all zones write the year of UTC, and need not be asked. */
function yearOf(moment: Date): number {
  const [before, after] = [new Date(moment.getTime() - day), new Date(moment.getTime() + day)];
  const year = before.getUTCFullYear();
  return year === after.getUTCFullYear() ? year : wallTime(moment).year;
}

function dayAndMonth(then: Date, now: Date, locale: string): string {
  const sameYear = isSameYear(then, now);
  return format(locale, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(then);
}

export function exactTime(then: Date, locale: string): string {
  return format(locale, { dateStyle: "full", timeStyle: "short" }).format(then);
}

/** The heading of a day in a thread: "today", "yesterday", then the day's date. */
export function dayHeading(then: Date, now: Date, locale: string): string {
  const days = daysBetween(then, now);
  if (days === 0 || days === 1) return relativeWords(locale).format(-days, "day");
  const sameYear = isSameYear(then, now);
  return format(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(then);
}

/** A day without a time, written `2026-11-21`: the same day in every zone. */
export function calendarDay(day: string, locale: string): string {
  const start = new Date(`${day}T00:00Z`);
  return Number.isNaN(start.getTime()) ? day : format(locale, { dateStyle: "medium", timeZone: "UTC" }).format(start);
}

export function dateAndTime(then: Date, locale: string): string {
  return Number.isNaN(then.getTime()) ? "" : format(locale, { dateStyle: "medium", timeStyle: "short" }).format(then);
}

/** A moment in few words: "Mon, 9 Mar, 09:00". */
export function shortMoment(then: Date, now: Date, locale: string): string {
  const sameYear = isSameYear(then, now);
  return format(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(then);
}

/** A moment of the coming days: "Mon 09:00". */
export function weekdayAndTime(then: Date, locale: string): string {
  return format(locale, { weekday: "short", hour: "numeric", minute: "2-digit" }).format(then);
}

/**
 * How long, to the minute and never nothing: "1 hr 40 min", "3 days 4 hr"; where it is narrow "1h 40m", "14h", "3d".
 * The two parts stand side by side in every language: a list of them would put an "and" between in some.
 */
export function timeSpan(milliseconds: number, locale: string, look: "full" | "short" = "full"): string {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / minute));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), "day"],
    [Math.floor(minutes / 60) % 24, "hour"],
    [minutes % 60, "minute"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const isExact = look === "full" || (first === 1 && minutes < 600);
  const unitDisplay = look === "full" ? "short" : "narrow";
  return parts
    .slice(first, first + (isExact ? 2 : 1))
    .filter(([value]) => value > 0)
    .map(([value, unit]) => unitFormat(locale, unit, unitDisplay).format(value))
    .join(" ");
}

/** "1 hour", "5 godzin". */
export function inUnit(value: number, unit: "minute" | "hour" | "day", locale: string): string {
  return unitFormat(locale, unit, "long").format(value);
}

/** Monday is 0. */
export function weekdayName(weekday: number, locale: string): string {
  return format(locale, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + weekday))); // a Monday
}
