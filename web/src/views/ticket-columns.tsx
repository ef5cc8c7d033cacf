/** The columns that a list of tickets can show. */
import { msg } from "@lingui/core/macro";
import type { I18n, MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import Check from "lucide-react/icons/check";
import CornerUpLeft from "lucide-react/icons/corner-up-left";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import type { TicketRow, ViewKey } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { ChannelMark, OwnerMark, PriorityMark, StatusMark } from "~/tickets/ticket-marks";
import { Avatar } from "~/ui/avatar";
import { RelativeTime } from "~/ui/relative-time";
import { Skeleton } from "~/ui/skeleton";
import { findTeam, useDirectory } from "~/users/session";

export type TicketColumn = {
  readonly id: string;
  /** As the desk's users named it themselves, or a message. */
  readonly name: MessageDescriptor | string;
  readonly width: number;
  readonly minWidth?: number;
  readonly grows?: boolean;
  readonly fixed?: boolean;
  readonly shown?: boolean;
  /** Left out of a narrow window, unless its reader chose the columns. */
  readonly needsRoom?: boolean;
  readonly align?: "end";
  /** The server's word for sorting by it. */
  readonly sort?: string;
  /** The direction that the first click on the head asks for; the latest or most when absent. */
  readonly sortsFirst?: "asc";
  readonly cell: (ticket: TicketRow, view: ViewKey) => ReactNode;
  readonly waiting: string;
};

export const ticketColumns: readonly TicketColumn[] = [
  { id: "contact", name: msg`Contact`, width: 190, cell: (ticket) => <ContactCell ticket={ticket} />, waiting: "w-28" },
  { id: "name", name: msg`Ticket`, width: 240, minWidth: 160, grows: true, sort: "name", sortsFirst: "asc", cell: (ticket, view) => <NameCell ticket={ticket} view={view} />, waiting: "w-3/5" },
  { id: "status", name: msg`Status`, width: 150, cell: (ticket) => <StatusMark statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />, waiting: "w-20" },
  { id: "owner", name: msg`Owner`, width: 170, needsRoom: true, cell: (ticket) => <OwnerCell ticket={ticket} />, waiting: "w-24" },
  { id: "priority", name: msg`Priority`, width: 116, needsRoom: true, sort: "priority", cell: (ticket) => <PriorityMark priority={ticket.priority} />, waiting: "w-14" },
  { id: "category", name: msg`Category`, width: 130, shown: false, cell: (ticket) => <CategoryCell ticket={ticket} />, waiting: "w-20" },
  { id: "company", name: msg`Company`, width: 160, shown: false, cell: (ticket) => (ticket.company ? <CompanyLink id={ticket.company.id} name={ticket.company.name} /> : null), waiting: "w-24" },
  { id: "team", name: msg`Team`, width: 130, shown: false, cell: (ticket) => <TeamCell ticket={ticket} />, waiting: "w-20" },
  { id: "channel", name: msg`Channel`, width: 110, shown: false, cell: (ticket) => <ChannelMark channel={ticket.channel} />, waiting: "w-14" },
  { id: "tags", name: msg`Tags`, width: 140, shown: false, cell: (ticket) => ticket.tags.join(", "), waiting: "w-20" },
  { id: "messages", name: msg`Messages`, width: 90, shown: false, align: "end", cell: (ticket) => <span className="tabular text-quiet">{ticket.message_count}</span>, waiting: "w-6 ml-auto" },
  { id: "created", name: msg`Created`, width: 96, shown: false, align: "end", sort: "created_at", cell: (ticket) => <TimeCell at={ticket.created_at} />, waiting: "w-10 ml-auto" },
  { id: "updated", name: msg`Changed`, width: 96, shown: false, align: "end", sort: "updated_at", cell: (ticket) => <TimeCell at={ticket.updated_at} />, waiting: "w-10 ml-auto" },
  { id: "closed", name: msg`Closed`, width: 96, shown: false, align: "end", sort: "closed_at", cell: (ticket) => (ticket.closed_at ? <TimeCell at={ticket.closed_at} /> : null), waiting: "w-10 ml-auto" },
  { id: "active", name: msg`Last message`, width: 148, align: "end", sort: "active_at", cell: (ticket) => <TimeCell at={ticket.active_at} />, waiting: "w-10 ml-auto" },
  { id: "id", name: msg`Number`, width: 90, shown: false, align: "end", sort: "id", cell: (ticket) => <span className="tabular text-quiet">{ticket.id}</span>, waiting: "w-10 ml-auto" },
];

export function nameOfColumn(i18n: I18n, column: Pick<TicketColumn, "name">): string {
  return typeof column.name === "string" ? column.name : i18n._(column.name);
}

/** The link reaches over the whole row, so that the row opens as a link does: with the middle button in a tab of its own. */
function NameCell({ ticket, view }: { readonly ticket: TicketRow; readonly view: ViewKey }) {
  const { t } = useLingui();
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {ticket.delivery_failed ? <TriangleAlert size={14} className="shrink-0 self-center text-danger" aria-label={t`A reply was not delivered`} /> : null}
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: String(ticket.id) }}
        search={{ view }}
        tabIndex={-1}
        dir="auto"
        className={classes("min-w-0 max-w-full shrink-0 truncate after:absolute after:inset-0", ticket.is_unread && "font-strong")}
      >
        {ticket.is_unread ? <span className="sr-only">{t`Unread:`} </span> : null}
        {ticket.name}
      </Link>
      <span dir="auto" className="min-w-0 truncate text-quiet">
        {ticket.preview_direction === "outgoing" ? <CornerUpLeft size={12} className="mr-1 inline-block align-[-1px]" aria-label={t`Our reply:`} /> : null}
        {ticket.preview}
      </span>
    </span>
  );
}

function ContactCell({ ticket }: { readonly ticket: TicketRow }) {
  const { t } = useLingui();
  const name = ticket.contact?.name || ticket.contact?.email;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden className={classes("size-1.5 shrink-0 rounded-full", ticket.is_unread ? "bg-accent" : "bg-transparent")} />
      {name ? <Avatar name={name} tintFrom={ticket.contact?.email ?? name} size={20} /> : null}
      <span dir="auto" className={classes("truncate", !name && "text-quiet", ticket.is_unread && "font-strong")}>
        {name ?? t`No contact`}
      </span>
    </span>
  );
}

/** Lies above the link that reaches over the whole row. In the columns that are there from the start nothing does: a press opens the ticket. */
function CompanyLink({ id, name }: { readonly id: number; readonly name: string }) {
  return (
    <Link to="/companies/$recordId" params={{ recordId: String(id) }} tabIndex={-1} dir="auto" className="relative z-10 min-w-0 truncate hover:underline">
      {name}
    </Link>
  );
}

function OwnerCell({ ticket }: { readonly ticket: TicketRow }) {
  const { t } = useLingui();
  return <OwnerMark ownerId={ticket.owner_id} nobody={t`No owner`} />;
}

function CategoryCell({ ticket }: { readonly ticket: TicketRow }) {
  const category = useDirectory().categories.find((other) => other.value === ticket.category);
  return category?.label ?? ticket.category;
}

function TeamCell({ ticket }: { readonly ticket: TicketRow }) {
  return findTeam(useDirectory(), ticket.team_id)?.name;
}

function TimeCell({ at }: { readonly at: string }) {
  return <RelativeTime at={at} look="short" className="tabular relative text-quiet" />;
}

/** The row of a narrow screen: who, what, when, and whose. A tap on the face selects it. */
type NarrowProps = { readonly ticket: TicketRow; readonly view: ViewKey; readonly isChosen: boolean; readonly onChoose: () => void };

export function NarrowRow({ ticket, view, isChosen, onChoose }: NarrowProps) {
  const { t } = useLingui();
  const name = ticket.contact?.name || ticket.contact?.email || t`No contact`;
  return (
    <div className="flex h-full items-start gap-3 px-4 py-2.5">
      <button type="button" role="checkbox" aria-checked={isChosen} aria-label={t`Select ${ticket.name}`} tabIndex={-1} onClick={onChoose} className="relative z-10 -m-1.5 shrink-0 rounded-full p-1.5">
        {isChosen ? (
          <span className="flex size-8 items-center justify-center rounded-full bg-accent text-on-accent">
            <Check size={16} aria-hidden />
          </span>
        ) : (
          <Avatar name={name} tintFrom={ticket.contact?.email ?? name} size={32} />
        )}
      </button>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span dir="auto" className={classes("min-w-0 flex-1 truncate", ticket.is_unread && "font-strong")}>
            {name}
          </span>
          {ticket.is_unread ? <span aria-hidden className="size-1.5 self-center rounded-full bg-accent" /> : null}
          <RelativeTime at={ticket.active_at} look="short" className="tabular shrink-0 text-12 font-normal text-quiet" />
        </div>
        <Link
          to="/tickets/$ticketId"
          params={{ ticketId: String(ticket.id) }}
          search={{ view }}
          tabIndex={-1}
          dir="auto"
          className={classes("block truncate after:absolute after:inset-0", ticket.is_unread && "font-strong")}
        >
          {ticket.is_unread ? <span className="sr-only">{t`Unread:`} </span> : null}
          {ticket.name}
        </Link>
        <div className="flex items-center gap-3 text-12 font-normal text-quiet">
          <span className="shrink-0">
            <StatusMark statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />
          </span>
          <span className="flex min-w-0 flex-1 justify-end">
            <OwnerMark ownerId={ticket.owner_id} nobody={t`No owner`} />
          </span>
        </div>
      </div>
    </div>
  );
}

export function NarrowWaiting() {
  return (
    <div className="flex gap-3 px-4 py-3">
      <Skeleton className="h-8! w-8 shrink-0 rounded-full!" />
      <div className="flex flex-1 flex-col gap-2.5 pt-0.5">
        <Skeleton className="w-1/3" />
        <Skeleton className="w-4/5" />
      </div>
    </div>
  );
}
