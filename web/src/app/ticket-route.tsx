/** Reads which ticket the address names; the page itself knows nothing of addresses. */
import { useParams } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { NothingHere } from "./faults.tsx";

const TicketPage = lazy(async () => ({ default: (await import("~/pages/ticket/ticket-page")).TicketPage }));

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
