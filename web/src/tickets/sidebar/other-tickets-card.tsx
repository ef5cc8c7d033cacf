/** What else this customer came with. */
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TicketBrief } from "~/api/shapes";
import { RelativeTime } from "~/ui/relative-time";
import { findStatus, useDirectory } from "~/users/session";
import { prefetchTicket } from "../queries.ts";
import { StatusIcon } from "../ticket-marks.tsx";
import { Card, type CardFrame } from "./card.tsx";

export function OtherTicketsCard({
  tickets,
  hasContact = true,
  ...frame
}: CardFrame & { readonly tickets: readonly TicketBrief[]; readonly hasContact?: boolean }) {
  const client = useQueryClient();
  const directory = useDirectory();
  return (
    <Card {...frame} count={tickets.length}>
      {tickets.length === 0 ? (
        <p className="text-quiet">
          {hasContact ? (
            <Trans>This is the only one of this contact.</Trans>
          ) : (
            <Trans>Once there is a contact, its other tickets stand here.</Trans>
          )}
        </p>
      ) : (
        <ul className="-mx-2 flex flex-col">
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <Link
                to="/tickets/$ticketId"
                params={{ ticketId: String(ticket.id) }}
                search={(before) => before}
                onMouseEnter={() => prefetchTicket(client, ticket.id)}
                onFocus={() => prefetchTicket(client, ticket.id)}
                className="flex flex-col rounded-6 px-2 py-1.5 hover:bg-hover"
              >
                <span className="truncate">
                  <bdi>{ticket.name}</bdi>
                </span>
                <span className="flex items-center gap-1.5 text-12 text-quiet">
                  <StatusIcon statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />
                  <span className="min-w-0 truncate">{findStatus(directory, ticket.status_id)?.label}</span>
                  <RelativeTime at={ticket.active_at} look="short" className="ml-auto shrink-0" />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
