import { beforeEach, expect, test } from "vitest";
import { closeOpen, keepOpen, mostOpen, openTickets } from "./open-tickets.ts";

let user = 1000;
beforeEach(() => {
  user += 1;
});

test("a kept ticket stands last, and keeping it again only renames it", () => {
  keepOpen(user, { id: 1, name: "One" });
  keepOpen(user, { id: 2, name: "Two" });
  keepOpen(user, { id: 1, name: "The first" });
  expect(openTickets(user)).toEqual([
    { id: 1, name: "The first" },
    { id: 2, name: "Two" },
  ]);
});

test("past the most, the one that was kept first goes", () => {
  for (let id = 1; id <= mostOpen + 1; id += 1) keepOpen(user, { id, name: `Ticket ${id}` });
  expect(openTickets(user)).toHaveLength(mostOpen);
  expect(openTickets(user)[0]?.id).toBe(2);
});

test("another user of this browser has tickets of their own", () => {
  keepOpen(user, { id: 1, name: "One" });
  expect(openTickets(user + 500)).toEqual([]);
});

test("what another version of this page left behind is not believed", () => {
  localStorage.setItem(`deskbell.open-tickets.${user}`, JSON.stringify([{ id: "1" }, null, { id: 3, name: "Three" }]));
  expect(openTickets(user)).toEqual([{ id: 3, name: "Three" }]);
});

test("a closed one is gone", () => {
  keepOpen(user, { id: 1, name: "One" });
  closeOpen(user, 1);
  expect(openTickets(user)).toEqual([]);
});
