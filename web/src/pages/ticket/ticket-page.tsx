/** The address of one ticket: its title in the tab, the number it answers to, and the way through its list. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTitle } from "~/lib/title";
import { useTicketScreen } from "~/tickets/queries";
import { TicketWalk } from "~/views/ticket-walk";
import { TicketPane } from "./ticket-pane.tsx";

export function TicketPage({ ticketId }: { readonly ticketId: number }) {
  const { data, isFetching } = useTicketScreen(ticketId);
  useTitle(data?.ticket.name);
  // What is known of a number from before an undone merge leads back to the merged one: the newest answer alone leads on.
  useItsOwnAddress(ticketId, isFetching ? undefined : data?.ticket.id);
  return <TicketPane ticketId={ticketId} lead={<TicketWalk ticketId={ticketId} />} />;
}

/** A merged ticket answers under its old number too: the address follows it. */
function useItsOwnAddress(asked: number, got: number | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (got !== undefined && got !== asked)
      void navigate({
        to: "/tickets/$ticketId",
        params: { ticketId: String(got) },
        search: (before) => before,
        replace: true,
      });
  }, [navigate, asked, got]);
}
