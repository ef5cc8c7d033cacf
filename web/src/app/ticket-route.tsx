/** Reads which ticket the address names; the page itself knows nothing of addresses. */
import { useParams } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { NothingHere } from "./faults.tsx";

const load = () => import("~/pages/ticket/ticket-page");
const TicketPage = lazy(async () => ({ default: (await load()).TicketPage }));

// Whoever sees the desk will open a ticket: its page is fetched while nothing else is.
(window.requestIdleCallback ?? setTimeout)(() => void load());

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
