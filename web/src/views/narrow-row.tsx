/** The row of a narrow screen: who, what, when, and whose. A tap on the face selects it. */
import { useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import type { TicketRow, ViewKey } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { isRunning } from "~/tickets/sla";
import { SlaClock } from "~/tickets/sla-clock";
import { OwnerMark, StatusMark } from "~/tickets/ticket-marks";
import { Avatar } from "~/ui/avatar";
import { RelativeTime } from "~/ui/relative-time";
import { Skeleton } from "~/ui/skeleton";
import { TicketLink } from "./ticket-cells.tsx";

type NarrowProps = {
  readonly ticket: TicketRow;
  readonly view: ViewKey;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

export function NarrowRow({ ticket, view, isChosen, onChoose }: NarrowProps) {
  const { t } = useLingui();
  const name = ticket.contact?.name || ticket.contact?.email || t`No contact`;
  return (
    <div className="flex h-full items-start gap-3 px-4 py-2.5">
      <button
        type="button"
        role="checkbox"
        aria-checked={isChosen}
        aria-label={t`Select ${ticket.name}`}
        tabIndex={-1}
        onClick={onChoose}
        className="relative z-10 -m-1.5 shrink-0 rounded-full p-1.5"
      >
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
          <RelativeTime
            at={ticket.active_at}
            look="short"
            className="tabular shrink-0 text-12 font-normal text-quiet"
          />
        </div>
        <TicketLink ticket={ticket} view={view} className="block" />
        <div className="flex items-center gap-3 text-12 font-normal text-quiet">
          <span className="shrink-0">
            <StatusMark statusId={ticket.status_id} pipelineId={ticket.pipeline_id} />
          </span>
          {isRunning(ticket.sla) ? <SlaClock clock={ticket.sla} isBrief className="shrink-0" /> : null}
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
