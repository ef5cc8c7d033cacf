/** The columns that a list of tickets can show. */
import { msg } from "@lingui/core/macro";
import type { I18n, MessageDescriptor } from "@lingui/core";
import type { ReactNode } from "react";
import type { TicketRow, ViewKey } from "~/api/shapes";
import { SlaClock } from "~/tickets/sla-clock";
import { ChannelMark, PriorityMark, StatusMark } from "~/tickets/ticket-marks";
import { CategoryCell, CompanyLink, ContactCell, NameCell, OwnerCell, TeamCell, TimeCell } from "./ticket-cells.tsx";

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
  {
    id: "name",
    name: msg`Ticket`,
    width: 240,
    minWidth: 160,
    grows: true,
    sort: "name",
    sortsFirst: "asc",
    cell: (ticket, view) => <NameCell ticket={ticket} view={view} />,
    waiting: "w-3/5",
  },
  {
    id: "status",
    name: msg`Status`,
    width: 150,
    cell: (ticket) => <StatusMark statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />,
    waiting: "w-20",
  },
  {
    id: "owner",
    name: msg`Owner`,
    width: 170,
    needsRoom: true,
    cell: (ticket) => <OwnerCell ticket={ticket} />,
    waiting: "w-24",
  },
  {
    id: "priority",
    name: msg`Priority`,
    width: 116,
    needsRoom: true,
    sort: "priority",
    cell: (ticket) => <PriorityMark priority={ticket.priority} />,
    waiting: "w-14",
  },
  {
    id: "category",
    name: msg`Category`,
    width: 130,
    shown: false,
    cell: (ticket) => <CategoryCell ticket={ticket} />,
    waiting: "w-20",
  },
  {
    id: "company",
    name: msg`Company`,
    width: 160,
    shown: false,
    cell: (ticket) => (ticket.company ? <CompanyLink id={ticket.company.id} name={ticket.company.name} /> : null),
    waiting: "w-24",
  },
  {
    id: "team",
    name: msg`Team`,
    width: 130,
    shown: false,
    cell: (ticket) => <TeamCell ticket={ticket} />,
    waiting: "w-20",
  },
  {
    id: "channel",
    name: msg`Channel`,
    width: 110,
    shown: false,
    cell: (ticket) => <ChannelMark channel={ticket.channel} />,
    waiting: "w-14",
  },
  {
    id: "sla",
    name: msg`SLA`,
    width: 184,
    shown: false,
    sort: "sla_due_at",
    sortsFirst: "asc",
    cell: (ticket) => (ticket.sla ? <SlaClock clock={ticket.sla} isNamed /> : null),
    waiting: "w-20",
  },
  { id: "tags", name: msg`Tags`, width: 140, shown: false, cell: (ticket) => ticket.tags.join(", "), waiting: "w-20" },
  {
    id: "messages",
    name: msg`Messages`,
    width: 90,
    shown: false,
    align: "end",
    cell: (ticket) => <span className="tabular text-quiet">{ticket.message_count}</span>,
    waiting: "w-6 ml-auto",
  },
  {
    id: "created",
    name: msg`Created`,
    width: 96,
    shown: false,
    align: "end",
    sort: "created_at",
    cell: (ticket) => <TimeCell at={ticket.created_at} />,
    waiting: "w-10 ml-auto",
  },
  {
    id: "updated",
    name: msg`Changed`,
    width: 96,
    shown: false,
    align: "end",
    sort: "updated_at",
    cell: (ticket) => <TimeCell at={ticket.updated_at} />,
    waiting: "w-10 ml-auto",
  },
  {
    id: "closed",
    name: msg`Closed`,
    width: 96,
    shown: false,
    align: "end",
    sort: "closed_at",
    cell: (ticket) => (ticket.closed_at ? <TimeCell at={ticket.closed_at} /> : null),
    waiting: "w-10 ml-auto",
  },
  {
    id: "active",
    name: msg`Last message`,
    width: 148,
    align: "end",
    sort: "active_at",
    cell: (ticket) => <TimeCell at={ticket.active_at} />,
    waiting: "w-10 ml-auto",
  },
  {
    id: "id",
    name: msg`Number`,
    width: 90,
    shown: false,
    align: "end",
    sort: "id",
    cell: (ticket) => <span className="tabular text-quiet">{ticket.id}</span>,
    waiting: "w-10 ml-auto",
  },
];

export function nameOfColumn(i18n: I18n, column: Pick<TicketColumn, "name">): string {
  return typeof column.name === "string" ? column.name : i18n._(column.name);
}
