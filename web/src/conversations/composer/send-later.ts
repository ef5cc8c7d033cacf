/** Pure: when may a reply leave later, and how is such a moment written into a field? */

export type LaterChoice = { readonly key: "hour" | "tomorrow" | "monday"; readonly at: Date };

const opening = 9;

function dayAhead(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, opening, 0, 0, 0);
}

/** In an hour, tomorrow morning, and Monday morning unless that is tomorrow. */
export function laterChoices(now: Date): LaterChoice[] {
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: "hour", at: new Date(now.getTime() + 60 * 60_000) },
    { key: "tomorrow", at: dayAhead(now, 1) },
    ...(toMonday > 1 ? [{ key: "monday" as const, at: dayAhead(now, toMonday) }] : []),
  ];
}

/** As a field of the type datetime-local holds it: without a zone, in the reader's own. */
export function fieldTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
