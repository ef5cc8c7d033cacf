import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveSocket } from "./socket.ts";

/** The browser's end of a line that the test holds the other end of. */
class HeldLine extends EventTarget {
  static readonly OPEN = 1;
  static lines: HeldLine[] = [];
  readyState = 0;
  readonly sent: unknown[] = [];

  constructor(readonly address: string) {
    super();
    HeldLine.lines.push(this);
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  tell(message: unknown) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const heard = { onHints: vi.fn(), onGap: vi.fn(), onPresence: vi.fn(), onState: vi.fn() };
const newest = () => HeldLine.lines.at(-1) as HeldLine;
let socket: LiveSocket;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", HeldLine);
  HeldLine.lines = [];
  for (const listener of Object.values(heard)) listener.mockReset();
  socket = new LiveSocket("ws://desk/api/live", "7", heard);
});
afterEach(() => {
  socket.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it begins where the first answer left off, and after a break where it left off itself", () => {
  expect(newest().address).toBe("ws://desk/api/live?after=7");
  newest().open();
  newest().tell({ type: "hints", hints: [{ id: 8, name: "TicketOpened", ticket_id: 1 }], cursor: "9-8" });
  expect(heard.onHints).toHaveBeenCalledWith([{ id: 8, name: "TicketOpened", ticket_id: 1 }]);
  newest().close();
  expect(heard.onState).toHaveBeenLastCalledWith("lost");
  vi.advanceTimersByTime(500);
  expect(newest().address).toBe("ws://desk/api/live?after=9-8");
});

test("a gap is told, and it goes on from the cursor that comes with it", () => {
  newest().open();
  newest().tell({ type: "gap", cursor: "50-1" });
  expect(heard.onGap).toHaveBeenCalledTimes(1);
  newest().close();
  vi.advanceTimersByTime(500);
  expect(newest().address).toContain("after=50-1");
});

test("who comes back says again what they look at", () => {
  newest().open();
  socket.looking(12);
  newest().close();
  vi.advanceTimersByTime(500);
  newest().open();
  expect(newest().sent).toEqual([{ type: "looking", ticket_id: 12 }]);
});

test("a line that falls silent is given up", () => {
  newest().open();
  vi.advanceTimersByTime(44_000);
  newest().tell({ type: "ping" });
  expect(newest().sent).toEqual([{ type: "pong" }]);
  vi.advanceTimersByTime(44_000);
  expect(HeldLine.lines).toHaveLength(1);
  vi.advanceTimersByTime(2_000);
  expect(HeldLine.lines).toHaveLength(2);
});

test("where no WebSocket ever opens, hints are asked for", async () => {
  const fetched = vi
    .fn(() => new Promise<Response>(() => undefined))
    .mockResolvedValueOnce(new Response(JSON.stringify({ type: "hints", hints: [], cursor: "8-1" })));
  vi.stubGlobal("fetch", fetched);
  for (let tries = 0; tries < 3; tries += 1) {
    newest().close();
    vi.advanceTimersByTime(4_000);
  }
  await vi.waitFor(() => expect(heard.onState).toHaveBeenLastCalledWith("open"));
  expect(fetched).toHaveBeenCalledWith("/api/live/poll?after=7", expect.anything());
  expect(fetched).toHaveBeenLastCalledWith("/api/live/poll?after=8-1", expect.anything());
});
