/** When may a reply leave later? In the reader's own days. */
import { hourOfDay, weekdayOf } from "~/lib/zone";

export type LaterChoice = { readonly key: "hour" | "tomorrow" | "monday"; readonly at: Date };

const opening = 9;

/** In an hour, tomorrow morning, and Monday morning unless that is tomorrow. */
export function laterChoices(now: Date): LaterChoice[] {
  const toMonday = (8 - weekdayOf(now)) % 7 || 7;
  return [
    { key: "hour", at: new Date(now.getTime() + 60 * 60_000) },
    { key: "tomorrow", at: hourOfDay(now, 1, opening) },
    ...(toMonday > 1 ? [{ key: "monday" as const, at: hourOfDay(now, toMonday, opening) }] : []),
  ];
}
