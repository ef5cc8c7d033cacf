/** A ticket in the list of Split, in two lines: who and when, then what it is about. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { MouseEvent } from "react";
import type { TicketRow } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { priorityNames } from "~/crm/ticket-choices";
import { isRunning } from "~/tickets/sla";
import { SlaClock } from "~/tickets/sla-clock";
import { PriorityIcon, StatusIcon } from "~/tickets/ticket-marks";
import { RelativeTime } from "~/ui/relative-time";
import { Skeleton } from "~/ui/skeleton";
import { findStatus, useDirectory } from "~/users/session";

export function SplitRow({ ticket, onOpen }: { readonly ticket: TicketRow; readonly onOpen: () => void }) {
  const { t, i18n } = useLingui();
  const status = findStatus(useDirectory(), ticket.status_id);
  const contact = ticket.contact?.name || ticket.contact?.email || t`No contact`;
  /** A plain click opens beside the list; with the middle button or a key held it is a link like any other. */
  function click(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen();
  }
  return (
    <div className="flex h-full flex-col justify-center gap-0.5 pr-3 pl-4">
      <div className="flex items-center gap-2">
        <span
          aria-hidden
          className={classes("-ml-3 size-1.5 shrink-0 rounded-full", ticket.is_unread ? "bg-accent" : "bg-transparent")}
        />
        <span
          dir="auto"
          className={classes("-ml-0.5 min-w-0 flex-1 truncate", ticket.is_unread ? "font-strong" : "text-quiet")}
        >
          {contact}
        </span>
        {ticket.delivery_failed ? (
          <TriangleAlert size={14} className="shrink-0 text-danger" aria-label={t`A reply was not delivered`} />
        ) : null}
        {ticket.priority ? (
          <span className="flex shrink-0">
            <PriorityIcon priority={ticket.priority} />
            <span className="sr-only">{i18n._(priorityNames[ticket.priority])}</span>
          </span>
        ) : null}
        <RelativeTime at={ticket.active_at} look="short" className="tabular relative shrink-0 text-12 text-quiet" />
      </div>
      <div className="flex min-w-0 items-center gap-2">
        <span className="flex shrink-0">
          <StatusIcon statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />
          <span className="sr-only">{status?.label}</span>
        </span>
        <Link
          to="/tickets/$ticketId"
          params={{ ticketId: String(ticket.id) }}
          tabIndex={-1}
          preload={false}
          draggable={false}
          dir="auto"
          onClick={click}
          className={classes("min-w-0 truncate after:absolute after:inset-0", ticket.is_unread && "font-strong")}
        >
          {ticket.is_unread ? <span className="sr-only">{t`Unread:`} </span> : null}
          {ticket.name}
        </Link>
        <span dir="auto" className="min-w-0 flex-1 truncate text-quiet">
          {ticket.preview}
        </span>
        {isRunning(ticket.sla) ? <SlaClock clock={ticket.sla} isBrief className="shrink-0 text-12" /> : null}
      </div>
    </div>
  );
}

export function SplitRowWaiting() {
  return (
    <div className="flex h-full flex-col justify-center gap-2 px-4">
      <Skeleton className="w-32" />
      <Skeleton className="w-4/5" />
    </div>
  );
}
