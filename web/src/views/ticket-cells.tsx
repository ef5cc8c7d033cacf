/** What stands in one cell of a list of tickets. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import CornerUpLeft from "lucide-react/icons/corner-up-left";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { TicketRow, ViewKey } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { OwnerMark } from "~/tickets/ticket-marks";
import { Avatar } from "~/ui/avatar";
import { RelativeTime } from "~/ui/relative-time";
import { findTeam, useDirectory } from "~/users/session";

/** Reaches over the whole row, so that the row opens as a link does: with the middle button in a tab of its own. */
export function TicketLink({
  ticket,
  view,
  className,
}: {
  readonly ticket: TicketRow;
  readonly view: ViewKey;
  readonly className: string;
}) {
  const { t } = useLingui();
  return (
    <Link
      to="/tickets/$ticketId"
      params={{ ticketId: String(ticket.id) }}
      search={{ view }}
      tabIndex={-1}
      dir="auto"
      className={classes("truncate after:absolute after:inset-0", className, ticket.is_unread && "font-strong")}
    >
      {ticket.is_unread ? <span className="sr-only">{t`Unread:`} </span> : null}
      {ticket.name}
    </Link>
  );
}

export function NameCell({ ticket, view }: { readonly ticket: TicketRow; readonly view: ViewKey }) {
  const { t } = useLingui();
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {ticket.delivery_failed ? (
        <TriangleAlert
          size={14}
          className="shrink-0 self-center text-danger"
          aria-label={t`A reply was not delivered`}
        />
      ) : null}
      <TicketLink ticket={ticket} view={view} className="min-w-0 max-w-full shrink-0" />
      <span dir="auto" className="min-w-0 truncate text-quiet">
        {ticket.preview_direction === "outgoing" ? (
          <CornerUpLeft size={12} className="mr-1 inline-block align-[-1px]" aria-label={t`Our reply:`} />
        ) : null}
        {ticket.preview}
      </span>
    </span>
  );
}

export function ContactCell({ ticket }: { readonly ticket: TicketRow }) {
  const { t } = useLingui();
  const name = ticket.contact?.name || ticket.contact?.email;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span
        aria-hidden
        className={classes("size-1.5 shrink-0 rounded-full", ticket.is_unread ? "bg-accent" : "bg-transparent")}
      />
      {name ? <Avatar name={name} tintFrom={ticket.contact?.email ?? name} size={20} /> : null}
      <span dir="auto" className={classes("truncate", !name && "text-quiet", ticket.is_unread && "font-strong")}>
        {name ?? t`No contact`}
      </span>
    </span>
  );
}

/** Lies above the link that reaches over the whole row. In the columns that are there from the start nothing does: a press opens the ticket. */
export function CompanyLink({ id, name }: { readonly id: number; readonly name: string }) {
  return (
    <Link
      to="/companies/$recordId"
      params={{ recordId: String(id) }}
      tabIndex={-1}
      dir="auto"
      className="relative z-10 min-w-0 truncate hover:underline"
    >
      {name}
    </Link>
  );
}

export function OwnerCell({ ticket }: { readonly ticket: TicketRow }) {
  const { t } = useLingui();
  return <OwnerMark ownerId={ticket.owner_id} nobody={t`No owner`} />;
}

export function CategoryCell({ ticket }: { readonly ticket: TicketRow }) {
  const category = useDirectory().categories.find((other) => other.value === ticket.category);
  return category?.label ?? ticket.category;
}

export function TeamCell({ ticket }: { readonly ticket: TicketRow }) {
  return findTeam(useDirectory(), ticket.team_id)?.name;
}

export function TimeCell({ at }: { readonly at: string }) {
  return <RelativeTime at={at} look="short" className="tabular relative text-quiet" />;
}
