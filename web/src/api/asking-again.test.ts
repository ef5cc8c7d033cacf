import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askAgainWhenBack } from "./asking-again.ts";
import { Refusal } from "./client.ts";
import { newQueryClient } from "./query-client.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A question that is shown, and a desk that can be out of reach. */
function aScreen(refusal = new Refusal(0, "network", "No answer")) {
  const desk = { value: 1, isDown: false, asked: 0 };
  const client = newQueryClient();
  askAgainWhenBack(client);
  const question = {
    queryKey: ["ticket"],
    queryFn: async () => {
      desk.asked += 1;
      if (desk.isDown) throw refusal;
      return desk.value;
    },
  };
  const show = () => new QueryObserver(client, question).subscribe(() => undefined);
  return { client, desk, show, shown: () => client.getQueryData(["ticket"]) };
}

const aWhile = () => vi.advanceTimersByTimeAsync(20_000);

test("what was asked anew while the line was down comes when it is back", async () => {
  const { client, desk, show, shown } = aScreen();
  show();
  await aWhile();
  const onLine = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  desk.isDown = true;
  client.setQueryData(["ticket"], 7);
  void client.invalidateQueries({ queryKey: ["ticket"] });
  await aWhile();
  const { asked } = desk;
  await aWhile();
  expect(desk.asked).toBe(asked);
  desk.isDown = false;
  onLine.mockReturnValue(true);
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe(1);
});

test("a first answer comes by itself once the desk is back, which no event tells", async () => {
  const { desk, show, shown } = aScreen();
  desk.isDown = true;
  show();
  await aWhile();
  expect(shown()).toBeUndefined();
  desk.isDown = false;
  await aWhile();
  expect(shown()).toBe(1);
});

test("what was refused is not asked again", async () => {
  const { desk, show } = aScreen(new Refusal(404, "not_found", "There is no such ticket."));
  desk.isDown = true;
  show();
  await aWhile();
  expect(desk.asked).toBe(1);
});
