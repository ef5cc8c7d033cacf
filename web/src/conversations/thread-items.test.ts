import { expect, test } from "vitest";
import type { Message, TimelineEvent } from "~/api/shapes";
import { afterNewPage, joinPages, threadItems } from "./thread-items.ts";

const message = (id: number, at: string, more: Partial<Message> = {}) =>
  ({ id, kind: "message", user_id: null, created_at: at, sent_at: at, ...more }) as Message;
const event = (id: number, at: string, name = "TicketAssigned", body = {}) =>
  ({ id, at, name, body, via: "screen", actor: { kind: "user", id: 1, name: "Ann" } }) as TimelineEvent;
const shape = (items: ReturnType<typeof threadItems>) =>
  items.map((item) =>
    item.kind === "message"
      ? item.message.id
      : item.kind === "notes"
        ? item.events.map((note) => `n${note.id}`).join(" ")
        : item.kind,
  );
const parts = { events: [], hasOlder: false, readMessageId: 0, viewerId: 9 };

test("a day is named once, before its first message", () => {
  const messages = [
    message(1, "2026-03-01T12:00:00Z"),
    message(2, "2026-03-01T13:00:00Z"),
    message(3, "2026-03-05T12:00:00Z"),
  ];
  expect(shape(threadItems({ ...parts, messages }))).toEqual(["day", 1, 2, "day", 3]);
});

test("notes stand where they happened, those in a row together", () => {
  const messages = [message(1, "2026-03-01T12:00:00Z"), message(2, "2026-03-01T13:00:00Z")];
  const events = [
    event(13, "2026-03-01T13:30:00Z"),
    event(11, "2026-03-01T12:20:00Z"),
    event(12, "2026-03-01T12:30:00Z"),
  ];
  expect(shape(threadItems({ ...parts, messages, events }))).toEqual(["day", 1, "n11 n12", 2, "n13"]);
});

test("notes from before the loaded messages wait for them", () => {
  const messages = [message(8, "2026-03-01T12:00:00Z")];
  const events = [event(1, "2026-02-01T12:00:00Z", "TicketOpened"), event(2, "2026-03-01T14:00:00Z")];
  expect(shape(threadItems({ ...parts, messages, events, hasOlder: true }))).toEqual(["day", 8, "n2"]);
  expect(shape(threadItems({ ...parts, messages, events }))).toEqual(["day", "n1", "day", 8, "n2"]);
});

test("the first unread is marked, and one's own words never are", () => {
  const messages = [
    message(1, "2026-03-01T12:00:00Z"),
    message(2, "2026-03-01T12:10:00Z", { user_id: 9 }),
    message(3, "2026-03-01T12:20:00Z"),
  ];
  expect(shape(threadItems({ ...parts, messages, readMessageId: 1 }))).toEqual(["day", 1, 2, "unread", 3]);
  expect(shape(threadItems({ ...parts, messages, readMessageId: 3 }))).toEqual(["day", 1, 2, 3]);
});

test("reading marks and edited descriptions are no notes", () => {
  const events = [
    event(1, "2026-03-01T12:00:00Z", "TicketRead"),
    event(2, "2026-03-01T12:00:00Z", "TicketChanged", { field: "description" }),
    event(3, "2026-03-01T12:00:00Z", "TicketChanged", { field: "priority" }),
  ];
  expect(shape(threadItems({ ...parts, messages: [], events }))).toEqual(["day", "n3"]);
});

test("comments in a row of one colleague read as one, until a note parts them", () => {
  const comment = (id: number, at: string, user: number) => message(id, at, { kind: "comment", user_id: user });
  const messages = [
    comment(1, "2026-03-01T12:00:00Z", 1),
    comment(2, "2026-03-01T12:01:00Z", 1),
    comment(3, "2026-03-01T12:02:00Z", 2),
    comment(4, "2026-03-01T12:03:00Z", 2),
  ];
  const items = threadItems({ ...parts, messages, events: [event(5, "2026-03-01T12:02:30Z")] });
  expect(items.flatMap((item) => (item.kind === "message" ? [item.continues] : []))).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

test("pages are joined with each message once, the fresher copy winning", () => {
  const old = message(2, "2026-03-01T12:00:00Z", { delivery: "queued" });
  const fresh = message(2, "2026-03-01T12:00:00Z", { delivery: "sent" });
  expect(joinPages([message(1, ""), old], [fresh, message(3, "")]).map((one) => [one.id, one.delivery])).toEqual([
    [1, undefined],
    [2, "sent"],
    [3, undefined],
  ]);
});

test("messages that new ones push out of the newest page are kept as older ones", () => {
  const before = { messages: [message(1, ""), message(2, "")], has_more: true };
  const now = { messages: [message(2, ""), message(3, "")], has_more: true };
  expect(afterNewPage(undefined, before, now)).toEqual({ messages: [message(1, "")], has_more: true });
  expect(afterNewPage({ messages: [message(0, "")], has_more: false }, before, now)).toEqual({
    messages: [message(0, ""), message(1, "")],
    has_more: false,
  });
});

test("a reply that was taken back does not come back as an older message", () => {
  const before = { messages: [message(1, ""), message(2, "")], has_more: false };
  expect(afterNewPage(undefined, before, { messages: [message(1, "")], has_more: false })).toBeUndefined();
});

test("where so much is new that the pages no longer touch, no gap is hidden", () => {
  const older = { messages: [message(0, "")], has_more: false };
  const before = { messages: [message(1, ""), message(2, "")], has_more: true };
  expect(afterNewPage(older, before, { messages: [message(40, "")], has_more: true })).toEqual({
    messages: [],
    has_more: true,
  });
});
