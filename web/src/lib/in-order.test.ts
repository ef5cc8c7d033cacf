import { expect, test } from "vitest";
import { InOrder } from "./in-order.ts";

/** A server that answers when it is told to. */
function slowServer() {
  const asked: string[] = [];
  const answers = new Map<string, { readonly yes: () => void; readonly no: () => void }>();
  const request = (name: string) => () => {
    asked.push(name);
    return new Promise<string>((resolve, reject) =>
      answers.set(name, { yes: () => resolve(name), no: () => reject(new Error(name)) }),
    );
  };
  return {
    asked,
    request,
    answer: (name: string) => answers.get(name)?.yes(),
    refuse: (name: string) => answers.get(name)?.no(),
  };
}

test("what is asked of one thing leaves when the one before was answered, well or not", async () => {
  const { asked, request, answer, refuse } = slowServer();
  const line = new InOrder<number>();
  const first = line.ask(7, request("read"));
  const second = line.ask(7, request("unread"));
  const third = line.ask(7, request("read again"));
  expect(asked).toEqual(["read"]);
  refuse("read");
  await expect(first).rejects.toThrow("read");
  await Promise.resolve();
  expect(asked).toEqual(["read", "unread"]);
  answer("unread");
  expect(await second).toBe("unread");
  answer("read again");
  expect(await third).toBe("read again");
});

test("a request waits until it has left, and no longer", async () => {
  const { request, answer } = slowServer();
  const line = new InOrder<number>();
  const first = line.ask(7, request("first"));
  expect(line.isWaiting).toBe(false);
  const second = line.ask(7, request("second"));
  expect(line.isWaiting).toBe(true);
  answer("first");
  await first;
  await Promise.resolve();
  expect(line.isWaiting).toBe(false);
  answer("second");
  expect(await second).toBe("second");
});

test("what is asked of another thing waits for nothing", () => {
  const { asked, request } = slowServer();
  const line = new InOrder<number>();
  void line.ask(7, request("of 7"));
  void line.ask(8, request("of 8"));
  expect(asked).toEqual(["of 7", "of 8"]);
});
