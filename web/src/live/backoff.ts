/** Pure: how long to wait before the next try to connect. */

const first = 500;
const longest = 20_000;

/** Milliseconds before try number `failures` (from 1): doubling, and spread out so that all browsers do not come back at once. */
export function waitBefore(failures: number, chance: number): number {
  const full = Math.min(longest, first * 2 ** (failures - 1));
  return Math.round(full / 2 + (full / 2) * chance);
}
