/** Reads which ticket the address names; the page itself knows nothing of addresses. */
import { useParams } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { whenIdle } from "~/lib/idle";
import { NothingHere } from "./faults.tsx";

export const loadTicketPage = () => import("~/pages/ticket/ticket-page");
export const TicketPage = lazy(async () => ({ default: (await loadTicketPage()).TicketPage }));

// Whoever sees the desk will open a ticket: its page is fetched while nothing else is.
void whenIdle().then(loadTicketPage);

export function TicketRoute() {
  const { ticketId } = useParams({ from: "/desk/tickets/$ticketId" });
  const id = Number(ticketId);
  if (!Number.isSafeInteger(id) || id <= 0) return <NothingHere />;
  return (
    <Suspense fallback={null}>
      <TicketPage key={id} ticketId={id} />
    </Suspense>
  );
}
