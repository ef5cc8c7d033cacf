import { expect, test } from "vitest";
import type { Directory, TicketWhole } from "~/api/shapes";
import { edited, filling, replaced, statusOnToggle } from "./ticket.ts";

const statuses = [
  { id: 1, label: "New", is_closed: false },
  { id: 2, label: "Waiting on contact", is_closed: false },
  { id: 3, label: "Waiting on us", is_closed: false },
  { id: 4, label: "Closed", is_closed: true },
];
const directory = { pipelines: [{ id: 0, label: "Support", statuses }] } as unknown as Directory;
const ticket = {
  id: 5,
  name: "Invoice",
  pipeline_id: 0,
  status_id: 1,
  is_closed: false,
  owner_id: null,
} as TicketWhole;

test("closing leads to the pipeline's first closed status, reopening to its last open one", () => {
  expect(statusOnToggle(ticket, directory)?.label).toBe("Closed");
  expect(statusOnToggle({ ...ticket, is_closed: true }, directory)?.label).toBe("Waiting on us");
});

test("an edit of the status says at once whether the ticket is closed", () => {
  expect(edited(ticket, { status_id: 4 }, directory)).toMatchObject({ status_id: 4, is_closed: true, name: "Invoice" });
});

test("what an edit replaces is what an undo brings back", () => {
  expect(replaced(ticket, { owner_id: 3, name: "Bill" })).toEqual({ owner_id: null, name: "Invoice" });
});

test("a status shows how far along it is", () => {
  expect(statuses.map((status) => filling(status, directory.pipelines[0]))).toEqual([0, 0.5, 0.5, 1]);
});
