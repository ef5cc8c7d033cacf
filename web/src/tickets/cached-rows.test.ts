import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { keys } from "~/api/keys";
import type { TicketScreen } from "~/api/shapes";
import { showWhileAsked } from "./cached-rows.ts";

const ticket = { id: 7, name: "The kettle leaks", deleted_at: null, is_unread: false };

test("what the server did not hear is shown no longer, and what came meanwhile stays", async () => {
  const client = new QueryClient();
  const screen = keys.ticketScreen(7);
  client.setQueryData(screen, { ticket });
  const asked = showWhileAsked(client, 7, { deleted_at: "2026-11-30T12:00:00Z" }, async () => {
    const shown = client.getQueryData<TicketScreen>(screen);
    expect(shown?.ticket.deleted_at).toBe("2026-11-30T12:00:00Z");
    client.setQueryData(screen, { ticket: { ...shown?.ticket, name: "The kettle drips" } });
    throw new Error("no answer");
  });
  await expect(asked).rejects.toThrow("no answer");
  expect(client.getQueryData(screen)).toEqual({ ticket: { ...ticket, name: "The kettle drips" } });
});

test("a ticket that only a list shows is put back there", async () => {
  const client = new QueryClient();
  const list = [...keys.lists, "all_open"];
  client.setQueryData(list, { tickets: [ticket] });
  const asked = showWhileAsked(client, 7, { is_unread: true, is_following: true }, async () => {
    expect(client.getQueryData(list)).toEqual({ tickets: [{ ...ticket, is_unread: true, is_following: true }] });
    throw new Error("no answer");
  });
  await expect(asked).rejects.toThrow("no answer");
  expect(client.getQueryData(list)).toMatchObject({ tickets: [ticket] });
});
