import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "~/api/keys";
import { Staleness } from "./staleness.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Something on the screen whose answer takes so long; tells how often it was asked for. */
function shown(client: QueryClient, queryKey: readonly string[], takes: number) {
  const asked = { times: 0 };
  const observer = new QueryObserver(client, {
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    initialData: 0,
    queryFn: () => {
      asked.times += 1;
      return new Promise<number>((answer) => setTimeout(answer, takes, asked.times));
    },
  });
  observer.subscribe(() => undefined);
  return asked;
}

/** A hint every tenth of a second for so long. */
async function muchHappens(staleness: Staleness, key: readonly string[], milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    staleness.mark([key]);
    // oxlint-disable-next-line no-await-in-loop -- time passes between hints
    await vi.advanceTimersByTimeAsync(100);
  }
}

test("what is answered at once is asked for once a second", async () => {
  const client = new QueryClient();
  const asked = shown(client, keys.counts, 5);
  await muchHappens(new Staleness(client), keys.counts, 10_000);
  expect(asked.times).toBeGreaterThanOrEqual(9);
  expect(asked.times).toBeLessThanOrEqual(11);
});

test("counts that take two seconds are asked for a tenth of the time, and the last change is seen", async () => {
  const client = new QueryClient();
  const asked = shown(client, keys.counts, 2_000);
  await muchHappens(new Staleness(client), keys.counts, 30_000);
  expect(asked.times).toBe(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked.times).toBe(3);
});

test("lists are not kept waiting", async () => {
  const client = new QueryClient();
  const asked = shown(client, keys.lists, 600);
  await muchHappens(new Staleness(client), keys.lists, 5_000);
  expect(asked.times).toBeGreaterThanOrEqual(5);
});

test("lists that take three seconds come while much happens", async () => {
  const client = new QueryClient();
  const asked = shown(client, keys.lists, 3_000);
  await muchHappens(new Staleness(client), keys.lists, 10_000);
  expect(client.getQueryData(keys.lists)).toBeGreaterThanOrEqual(3);
  expect(asked.times).toBeLessThanOrEqual(5);
});
