import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newQueryClient } from "./query-client.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server that reads at once and answers after a second. */
function aSlowServer(first: number) {
  const server = { value: first, asked: 0 };
  const queryFn = () => {
    server.asked += 1;
    return new Promise<number>((answer) => setTimeout(answer, 1_000, server.value));
  };
  return { server, question: { queryKey: ["count"], queryFn } };
}

test("a first answer that was read before a change is asked for anew", async () => {
  const client = newQueryClient();
  const { server, question } = aSlowServer(0);
  new QueryObserver(client, question).subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(500);
  server.value = 1;
  void client.invalidateQueries({ queryKey: ["count"] });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(client.getQueryData(["count"])).toBe(1);
  expect(server.asked).toBe(2);
});

test("an answer that was fetched ahead before a change is asked for anew when it is shown", async () => {
  const client = newQueryClient();
  const { server, question } = aSlowServer(0);
  void client.prefetchQuery(question);
  await vi.advanceTimersByTimeAsync(500);
  server.value = 1;
  void client.invalidateQueries();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.asked).toBe(1);
  new QueryObserver(client, question).subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(client.getQueryData(["count"])).toBe(1);
});

test("a failed first answer is asked for anew, and the caller hears when all is there", async () => {
  const client = newQueryClient();
  const { server, question } = aSlowServer(1);
  let isDown = true;
  const queryFn = async () => {
    const value = await question.queryFn();
    if (isDown) throw new Error("down");
    return value;
  };
  new QueryObserver(client, { ...question, queryFn, retry: false }).subscribe(() => undefined);
  const told = vi.fn<() => void>();
  void client.invalidateQueries({ queryKey: ["count"] }).then(told);
  await vi.advanceTimersByTimeAsync(1_000);
  isDown = false;
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toHaveBeenCalledOnce();
  expect(client.getQueryData(["count"])).toBe(1);
  expect(server.asked).toBe(2);
});
