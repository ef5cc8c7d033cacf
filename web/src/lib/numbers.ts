/** Pure: how counts and sizes are written. */

export function fileSize(bytes: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step > 1 && value < 10 ? 1 : 0,
  }).format(value);
}

const plain = new Map<string, Intl.NumberFormat>();

/** Making a format costs more than using it a hundred times. */
function plainFormat(locale: string): Intl.NumberFormat {
  const found = plain.get(locale) ?? new Intl.NumberFormat(locale);
  plain.set(locale, found);
  return found;
}

export function wholeCount(count: number, locale: string): string {
  return plainFormat(locale).format(count);
}

/** A count that was not counted to its end: "999+". */
export function cappedCount(count: number, cap: number, locale: string): string {
  const digits = plainFormat(locale);
  return count > cap ? `${digits.format(cap)}+` : digits.format(count);
}
