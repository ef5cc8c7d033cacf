/** Draws tickets before anybody opens one, where nobody sees them: code that runs for the first time is several times slower. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { Activity, Suspense, startTransition, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { keys } from "~/api/keys";
import type { TicketPage as TicketList } from "~/api/shapes";
import { whenIdle } from "~/lib/idle";
import { ticketScreenQuery } from "~/tickets/queries";
import { TicketPage, loadTicketPage } from "./ticket-route.tsx";

/** Each time the browser runs what it has seen before a little faster. */
const times = 3;

/** The first tickets of a list that has come. */
async function firstTickets(client: QueryClient): Promise<readonly number[]> {
  const cache = client.getQueryCache();
  const find = () =>
    client.getQueriesData<TicketList>({ queryKey: keys.lists }).find(([, page]) => page?.tickets?.length)?.[1]?.tickets;
  const found = await new Promise<TicketList["tickets"]>((come) => {
    const look = () => {
      const tickets = find();
      if (!tickets) return;
      stop();
      come(tickets);
    };
    const stop = cache.subscribe(look);
    look();
  });
  return found.slice(0, times).map((ticket) => ticket.id);
}

/**
 * Once in a visit, while the browser has nothing else to do. The tickets stand in no document and their effects do not run:
 * nothing is read by this, and nobody hears of it.
 */
export function Rehearsal() {
  const client = useQueryClient();
  const [ticketId, setTicketId] = useState<number | null>(null);
  const [stage] = useState(() => document.createElement("div"));
  useEffect(() => {
    let isOver = false;
    async function rehearse(): Promise<void> {
      await whenIdle();
      await loadTicketPage();
      for (const id of await firstTickets(client)) {
        await whenIdle();
        await client.prefetchQuery(ticketScreenQuery(id));
        await whenIdle();
        if (isOver) return;
        startTransition(() => setTicketId(id));
      }
      setTimeout(() => setTicketId(null), 1_000);
    }
    void rehearse();
    return () => {
      isOver = true;
    };
  }, [client]);
  if (ticketId === null) return null;
  return createPortal(
    <Activity mode="hidden">
      <Suspense fallback={null}>
        <TicketPage key={ticketId} ticketId={ticketId} />
      </Suspense>
    </Activity>,
    stage,
  );
}
