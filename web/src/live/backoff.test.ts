import { expect, test } from "vitest";
import { waitBefore } from "./backoff.ts";

test("waits double up to a bound, and keep at least half of it", () => {
  expect([1, 2, 3, 4].map((failures) => waitBefore(failures, 1))).toEqual([500, 1000, 2000, 4000]);
  expect(waitBefore(1, 0)).toBe(250);
  expect(waitBefore(40, 1)).toBe(20_000);
});
