/** Shows a changed ticket wherever it is cached, before the server has answered. */
import type { QueryClient } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import type { TicketFacts, TicketScreen, TicketWhole } from "~/api/shapes";
import { staleAfterMoving } from "~/live/changes";
import { askAnew } from "~/live/staleness";

type Change = <Row extends TicketFacts>(row: Row) => Row;
type Page = { readonly tickets: readonly TicketFacts[] };

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && Array.isArray((value as Page).tickets);
}

function changePage(page: Page, id: number, change: Change): Page {
  return page.tickets.some((row) => row.id === id)
    ? { ...page, tickets: page.tickets.map((row) => (row.id === id ? change(row) : row)) }
    : page;
}

/** Lists are kept as single pages or as pages in a row. */
function changeList(data: unknown, id: number, change: Change): unknown {
  if (isPage(data)) return changePage(data, id, change);
  if (typeof data === "object" && data !== null && Array.isArray((data as { pages?: unknown }).pages)) {
    const pages = (data as { pages: unknown[] }).pages;
    return { ...data, pages: pages.map((page) => (isPage(page) ? changePage(page, id, change) : page)) };
  }
  return data;
}

/** What is under way from the server is dropped first, else it would bring the old values back. Ask anew when the act is done. */
export async function changeCachedTicket(client: QueryClient, id: number, change: Change): Promise<void> {
  const dropped = client.cancelQueries({ queryKey: keys.ticketScreen(id) });
  showChange(client, id, change);
  await dropped;
}

/** Only shows it: an answer that is under way stands, and may be newer. */
export function showChange(client: QueryClient, id: number, change: Change): void {
  const screen = keys.ticketScreen(id);
  client.setQueryData<TicketScreen>(screen, (data) => (data ? { ...data, ticket: change(data.ticket) } : data));
  client.setQueriesData<unknown>({ queryKey: keys.lists }, (data: unknown) => changeList(data, id, change));
}

/** As it is shown now: on its own screen, or in whatever list holds it. */
function shownTicket(client: QueryClient, id: number): TicketFacts | undefined {
  const screen = client.getQueryData<TicketScreen>(keys.ticketScreen(id));
  if (screen) return screen.ticket;
  let found: TicketFacts | undefined;
  for (const [, data] of client.getQueriesData<unknown>({ queryKey: keys.lists }))
    changeList(data, id, (row) => {
      found ??= row;
      return row;
    });
  return found;
}

/** Shows a change at once and asks for it; refused, or not heard, it is shown no longer: asking anew may not be possible now. */
export async function showWhileAsked(
  client: QueryClient,
  id: number,
  change: Partial<TicketWhole>,
  ask: () => Promise<unknown>,
): Promise<void> {
  const shown = Object.entries(shownTicket(client, id) ?? {});
  const before = Object.fromEntries(shown.filter(([field]) => field in change));
  await changeCachedTicket(client, id, (row) => ({ ...row, ...change }));
  try {
    await ask();
  } catch (fault) {
    await changeCachedTicket(client, id, (row) => ({ ...row, ...before }));
    throw fault;
  } finally {
    refreshTicket(client, id);
  }
}

export function refreshTicket(client: QueryClient, id: number): void {
  for (const queryKey of [keys.ticket(id), keys.lists, keys.counts]) void client.invalidateQueries({ queryKey });
}

/** After messages came from one ticket to another. */
export function refreshAfterMoving(client: QueryClient, ids: readonly number[]): void {
  for (const key of staleAfterMoving(ids)) void askAnew(client, key);
}
