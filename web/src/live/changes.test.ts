import { expect, test } from "vitest";
import { keys } from "~/api/keys";
import { staleAfter } from "./changes.ts";

test("a message makes its ticket, the lists and the counts stale, each once", () => {
  const hint = { id: 1, name: "MessageReceived", ticket_id: 7 };
  expect(staleAfter([hint, { ...hint, id: 2 }])).toEqual([keys.ticket(7), keys.lists, keys.counts]);
});

test("an event that this page does not know makes everything stale", () => {
  expect(staleAfter([{ id: 1, name: "SomethingNewer", ticket_id: 7 }])).toEqual([[]]);
});

test("an event about no ticket names none, but the inboxes where it may have been", () => {
  expect(staleAfter([{ id: 1, name: "ThreadStarted", ticket_id: null }])).toEqual([["inboxes"]]);
});

test("when messages come to another ticket, both let go their pages of old ones before they are asked again, and no other does", () => {
  const split = { id: 1, name: "TicketSplit", ticket_id: 7, other_ids: [9] };
  expect(staleAfter([split])).toEqual([
    ...[7, 9].map(keys.allKeptMessages),
    keys.ticket(7),
    keys.ticket(9),
    keys.lists,
    keys.counts,
  ]);
  expect(staleAfter([{ ...split, ticket_id: null }])[0]).toEqual(keys.allKeptMessages(9));
});
