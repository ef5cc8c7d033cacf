/** The tickets of a record that the viewer may see: open ones first. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TicketBrief } from "~/api/shapes";
import { prefetchTicket } from "~/tickets/queries";
import { OwnerMark, StatusMark } from "~/tickets/ticket-marks";
import { RelativeTime } from "~/ui/relative-time";

/** More are not sent: the list is the latest ones. */
const mostSent = 50;

export function RecordTickets({ tickets }: { readonly tickets: readonly TicketBrief[] }) {
  const { t } = useLingui();
  const open = tickets.filter((ticket) => !ticket.is_closed);
  const closed = tickets.filter((ticket) => ticket.is_closed);
  if (tickets.length === 0)
    return (
      <p className="text-quiet">
        <Trans>No tickets that you may see.</Trans>
      </p>
    );
  return (
    <div className="flex flex-col gap-6">
      {open.length > 0 ? (
        <TicketGroup title={t({ message: "Open tickets", context: "status" })} tickets={open} />
      ) : null}
      {closed.length > 0 ? <TicketGroup title={t`Closed tickets`} tickets={closed} /> : null}
      {tickets.length >= mostSent ? (
        <p className="text-12 text-quiet">
          <Trans>These are the latest ones. Search finds the older.</Trans>
        </p>
      ) : null}
    </div>
  );
}

function TicketGroup({ title, tickets }: { readonly title: string; readonly tickets: readonly TicketBrief[] }) {
  const { t } = useLingui();
  const client = useQueryClient();
  return (
    <section aria-label={title}>
      <h2 className="flex items-baseline gap-2 pb-2 text-13">
        {title}
        <span className="tabular text-12 font-normal text-quiet">{tickets.length}</span>
      </h2>
      <ul className="overflow-hidden rounded-8 border border-border">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="border-b border-border last:border-0">
            <Link
              to="/tickets/$ticketId"
              params={{ ticketId: String(ticket.id) }}
              onPointerEnter={() => prefetchTicket(client, ticket.id)}
              onFocus={() => prefetchTicket(client, ticket.id)}
              className="focus-inset grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-3 py-1.5 hover:bg-hover md:grid-cols-[minmax(0,1fr)_130px_150px_70px]"
            >
              <bdi className="truncate font-strong">{ticket.name}</bdi>
              <RelativeTime
                at={ticket.active_at}
                look="short"
                className="text-right text-12 text-quiet md:order-last"
              />
              <span className="min-w-0 text-12 md:text-13">
                <StatusMark statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />
              </span>
              <span className="hidden min-w-0 md:block">
                <OwnerMark ownerId={ticket.owner_id} nobody={t`No owner`} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
