/** Leads to a conversation where it stands now: on its ticket, or in its inbox. Without a place it is words alone. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ThreadPlace } from "~/api/shapes";

const look = "text-accent underline underline-offset-2";

export function ToConversation({
  place,
  children,
}: {
  readonly place: ThreadPlace | null;
  readonly children: ReactNode;
}) {
  if (!place) return <b className="font-normal text-text">{children}</b>;
  if (place.ticket_id !== null)
    return (
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: String(place.ticket_id) }}
        search={(before) => before}
        className={look}
      >
        {children}
      </Link>
    );
  return (
    <Link
      to="/inboxes/$inboxId"
      params={{ inboxId: String(place.inbox_id) }}
      search={{ ...(place.is_spam ? { state: "spam" as const } : {}), thread: place.thread_id }}
      className={look}
    >
      {children}
    </Link>
  );
}
