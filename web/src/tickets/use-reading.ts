/** Marks a ticket as read for its reader: what was on the screen while somebody was there to see it. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { TicketWhole } from "~/api/shapes";
import { afterPaint } from "~/lib/after-paint";
import { leftUnread, useTicketActs } from "./commands.ts";

export type Reading = {
  /** Where reading stood when the ticket was opened; what is newer is marked as new. */
  readonly readMessageId: number;
  readonly onSeen: (messageId: number) => void;
  /** Bold again, until the ticket is opened the next time. */
  readonly leaveUnread: () => void;
};

export function useReading(ticket: TicketWhole): Reading {
  const { markRead, markUnread } = useTicketActs(ticket.id);
  const [readMessageId] = useState(Math.max(0, ticket.read_message_id ?? 0));
  const latest = useRef(ticket);
  latest.current = ticket;
  const newest = useRef(0);
  const isLeft = useRef(false);
  const stop = useRef<() => void>(undefined);

  const mark = useCallback(() => {
    if (isLeft.current || newest.current === 0 || document.visibilityState !== "visible" || !latest.current.is_unread)
      return;
    void markRead(newest.current);
  }, [markRead]);
  const onSeen = useCallback(
    (messageId: number) => {
      newest.current = messageId;
      stop.current = afterPaint(mark); // what was not painted has not been seen
    },
    [mark],
  );
  useEffect(() => () => stop.current?.(), []);
  useEffect(() => {
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [mark]);

  // Marked as unread elsewhere, such as from its card, it is not read again by standing here.
  const mayBeLeft = useRef(ticket.read_message_id);
  useEffect(() => {
    isLeft.current = ticket.read_message_id === leftUnread && mayBeLeft.current !== leftUnread;
    mayBeLeft.current = ticket.read_message_id;
  }, [ticket.read_message_id]);

  const leaveUnread = useCallback(() => {
    isLeft.current = true;
    void markUnread();
  }, [markUnread]);
  return { readMessageId, onSeen, leaveUnread };
}
