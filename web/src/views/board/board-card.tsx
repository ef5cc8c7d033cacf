/** A ticket as a card: dragged by pointer or finger, lifted by Space, opened by a click. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import Ellipsis from "lucide-react/icons/ellipsis";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { type KeyboardEvent, memo, useEffect, useRef } from "react";
import type { Status, TicketRow } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { prefetchTicket } from "~/tickets/queries";
import { isRunning } from "~/tickets/sla";
import { SlaClock } from "~/tickets/sla-clock";
import { PriorityMark } from "~/tickets/ticket-marks";
import { Avatar } from "~/ui/avatar";
import { IconButton } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { findUser, useDirectory } from "~/users/session";
import { useBoard } from "./board-context.ts";

export type BoardCardProps = {
  readonly row: TicketRow;
  readonly status: Status;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly isLifted: boolean;
  readonly isDragged: boolean;
  readonly isChosen: boolean;
  readonly onFocus: (index: number) => void;
};

/** Drawn anew only when something of its own is another: fifty of them stand on a screen. */
export const BoardCard = memo(function BoardCard({
  row,
  status,
  index,
  isTabStop,
  isLifted,
  isDragged,
  isChosen,
  onFocus,
}: BoardCardProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const board = useBoard();
  const { Menu, pipeline } = board;
  const card = useRef<HTMLElement>(null);
  const owner = findUser(useDirectory(), row.owner_id);
  const contact = row.contact?.name || row.contact?.email || t`No contact`;
  useEffect(() => {
    const element = card.current;
    return element ? draggable({ element, getInitialData: () => ({ row }) }) : undefined;
  }, [row]);

  function key(event: KeyboardEvent) {
    const order = pipeline.statuses;
    const held = isLifted ? board.held.current : null;
    if (event.key === " ") {
      if (held) board.drop();
      else {
        board.setLifted({ row, to: status });
        board.say(
          t`Picked up ${row.name} from ${status.label}. Left and right choose the status, Space drops it, Esc puts it back.`,
        );
      }
    } else if (!held) return;
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const place = order.findIndex((other) => other.id === held.to.id) + (event.key === "ArrowRight" ? 1 : -1);
      const to = order[place];
      if (to) {
        board.setLifted({ row, to });
        board.say(t`Over ${to.label}, ${place + 1} of ${order.length}.`);
      }
    } else if (event.key === "Escape") {
      board.setLifted(null);
      board.say(t`Put back in ${status.label}.`);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <article
      ref={card}
      onPointerEnter={() => prefetchTicket(client, row.id)}
      onPointerDown={() => (board.pressed.current = row)}
      className={classes(
        "group/card relative flex h-full cursor-grab select-none [-webkit-touch-callout:none] flex-col gap-1 overflow-hidden rounded-8 border bg-surface p-3 pt-2",
        isChosen ? "border-accent" : "border-border hover:border-border-strong",
        isLifted && "border-accent shadow-panel",
        isDragged && "opacity-50",
      )}
    >
      <div className="flex h-6 items-center gap-2 text-12">
        <span dir="auto" className={classes("min-w-0 flex-1 truncate", row.is_unread ? "font-strong" : "text-quiet")}>
          {contact}
        </span>
        {row.delivery_failed ? (
          <TriangleAlert size={14} className="shrink-0 text-danger" aria-label={t`A reply was not delivered`} />
        ) : null}
        <RelativeTime at={row.active_at} look="short" className="tabular relative shrink-0 text-quiet" />
        <span className="relative z-10 -mr-2">
          <Menu
            ticket={row}
            onOpen={board.open}
            trigger={
              <IconButton
                label={t`Actions for ${row.name}`}
                size="small"
                className="pointer-coarse:-my-2 pointer-coarse:size-10!"
                tabIndex={isTabStop ? 0 : -1}
                icon={<Ellipsis size={16} />}
              />
            }
          />
        </span>
      </div>
      <button
        type="button"
        data-card
        dir="auto"
        tabIndex={isTabStop ? 0 : -1}
        onFocus={() => onFocus(index)}
        onKeyDown={key}
        onKeyUp={(event) => event.key === " " && event.preventDefault()}
        onClick={() => board.open(row.id)}
        className={classes(
          "w-full truncate text-start outline-none after:absolute after:inset-0 after:rounded-8 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus",
          row.is_unread && "font-strong",
        )}
      >
        {row.is_unread ? <span className="sr-only">{t`Unread:`} </span> : null}
        {row.name}
      </button>
      <p dir="auto" className="truncate text-quiet">
        {row.preview}
      </p>
      <div className="mt-auto flex h-5 min-w-0 items-center gap-2 text-12 text-quiet">
        <PriorityMark priority={row.priority} />
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {row.tags.join(", ")}
        </span>
        {isRunning(row.sla) ? <SlaClock clock={row.sla} isBrief className="shrink-0" /> : null}
        {owner ? (
          <span className="flex shrink-0" title={owner.name}>
            <Avatar name={owner.name} tintFrom={owner.email} size={20} shape="square" />
            <span className="sr-only">{t`Owner: ${owner.name}`}</span>
          </span>
        ) : null}
      </div>
    </article>
  );
});
