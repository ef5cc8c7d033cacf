import { afterEach, expect, test, vi } from "vitest";
import { api } from "./client.ts";

afterEach(() => vi.restoreAllMocks());

/** A line on which each request is answered with the next of these; null is no answer at all. */
function aLine(...answers: readonly (number | null)[]) {
  const names: (string | null)[] = [];
  const left = [...answers];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_, request) => {
    names.push(new Headers(request?.headers).get("idempotency-key"));
    const status = left.shift();
    if (status === null || status === undefined) throw new TypeError("no line");
    return new Response("{}", { status });
  });
  return names;
}

const send = (words: string) => api.post("/tickets", { words }, { once: { words } }).catch(() => undefined);

test("what found no answer goes out again under the same name, until one is heard", async () => {
  const names = aLine(null, 504, 201, 201);
  for (let turn = 0; turn < 4; turn++) await send("The kettle leaks");
  const [first, second, third, fourth] = names;
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect([second, third]).toEqual([first, first]);
  expect(fourth).not.toBe(first);
});

test("what asks for something else, or was refused, has another name", async () => {
  const names = aLine(null, null, 409, 201);
  await send("The kettle leaks");
  await send("The kettle drips");
  await send("The kettle leaks");
  await send("The kettle leaks");
  expect(names[2]).toBe(names[0]);
  expect(new Set(names).size).toBe(3);
});

test("what may be sent as often as one likes has none", async () => {
  const names = aLine(200);
  await api.post("/tickets/7/follow");
  expect(names).toEqual([null]);
});
