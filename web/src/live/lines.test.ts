import { expect, test } from "vitest";
import { keys, placeOfThread } from "~/api/keys";
import { staleLines } from "./lines.ts";

const links = { key: keys.ticketLinks(1), data: [{ id: 7, name: "Linked" }] };
const screen = { key: keys.ticketScreen(2), data: { other_tickets: [{ id: 8, name: "Of the same contact" }] } };
const inbox = {
  key: keys.ticketScreen(placeOfThread(3)),
  data: { other_tickets: [{ id: 7, name: "Of the same contact" }] },
};
const files = { key: keys.ticketFiles(1), data: { attachments: [{ id: 7 }] } };
const asked = { key: keys.ticketLinks(4), data: undefined };
const answers = () => [links, screen, inbox, files, asked];
const hint = (name: string, ticketId: number | null, otherIds: readonly number[] = []) => ({
  id: 1,
  name,
  ticket_id: ticketId,
  other_ids: otherIds,
});

test("a ticket that is renamed or moves on makes stale where a line tells of it, and nothing else", () => {
  expect(staleLines([hint("TicketChanged", 7)], answers)).toEqual([links.key, inbox.key]);
  expect(staleLines([hint("TicketStatusChanged", 8)], answers)).toEqual([screen.key]);
  expect(staleLines([hint("TicketChanged", 9)], answers)).toEqual([]);
});

test("of a merge also the two that became one are looked for", () => {
  expect(staleLines([hint("TicketsMerged", 12, [8, 9])], answers)).toEqual([screen.key]);
});

test("a ticket that comes back may have a line anywhere where lines stand", () => {
  expect(staleLines([hint("TicketRestored", 12)], answers)).toEqual([links.key, screen.key, inbox.key, asked.key]);
});

test("a new ticket has a line wherever tickets of the same contact stand, but on its own screen", () => {
  const ofAnn = {
    contacts: [
      { id: 6, is_primary: false },
      { id: 5, is_primary: true },
    ],
    other_tickets: [],
  };
  const [ann, itself, bea] = [
    { key: keys.ticketScreen(5), data: ofAnn },
    { key: keys.ticketScreen(12), data: ofAnn },
    { key: keys.ticketScreen(6), data: { ...ofAnn, contacts: [{ id: 6, is_primary: true }] } },
  ];
  const opened = { ...hint("TicketContactAdded", 12), contact_id: 5 };
  expect(staleLines([hint("TicketOpened", 12), opened], () => [...answers(), ann, itself, bea])).toEqual([ann.key]);
});

test("a ticket that goes to another contact loses its line at the one before", () => {
  expect(staleLines([{ ...hint("TicketPrimaryChanged", 8), contact_id: 99 }], answers)).toEqual([screen.key]);
});

test("what lines don't tell of is not looked for", () => {
  const none = () => {
    throw new Error("asked");
  };
  expect(staleLines([hint("MessageReceived", 7), hint("TicketRead", 7)], none)).toEqual([]);
});
