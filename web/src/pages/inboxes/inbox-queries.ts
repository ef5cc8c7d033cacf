/** Inboxes and the conversations that stand in them: what is asked of the server, and what is done there. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys, placeOfThread } from "~/api/keys";
import type { Channel, ConversationScreen, PersonRef, TicketBrief } from "~/api/shapes";

export type InboxState = "open" | "closed" | "spam";

export type ThreadRow = {
  readonly id: number;
  readonly subject: string;
  readonly channel: Channel;
  readonly owner_id: number | null;
  readonly team_id: number | null;
  readonly last_message_at: string;
  readonly closed_at: string | null;
  readonly is_spam: boolean;
  readonly contact: PersonRef | null;
  readonly from: { readonly name: string; readonly address: string };
  readonly preview: string;
  readonly preview_direction: "incoming" | "outgoing" | null;
  readonly is_unread: boolean;
  readonly has_draft: boolean;
};

export type InboxThread = {
  readonly id: number;
  readonly inbox_id: number;
  readonly subject: string;
  readonly owner_id: number | null;
  readonly team_id: number | null;
  readonly is_spam: boolean;
  readonly closed_at: string | null;
  readonly may: { readonly move: boolean; readonly spam: boolean };
};

export type InboxThreadScreen = Omit<ConversationScreen, "ticket"> & {
  readonly thread: InboxThread;
  readonly read_message_id: number;
  readonly other_tickets: readonly TicketBrief[];
};

type ThreadPage = { readonly threads: readonly ThreadRow[]; readonly next: string | null };

export function inboxListQuery(inboxId: number, state: InboxState) {
  return infiniteQueryOptions({
    queryKey: keys.inboxList(inboxId, state),
    queryFn: ({ pageParam, signal }) =>
      api.get<ThreadPage>(`/inboxes/${inboxId}/threads`, { query: { state, after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function inboxThreadQuery(threadId: number) {
  return queryOptions({
    queryKey: keys.ticketScreen(placeOfThread(threadId)),
    queryFn: ({ signal }) => api.get<InboxThreadScreen>(`/inbox-threads/${threadId}`, { signal }),
  });
}

type Change = Partial<{
  readonly owner_id: number | null;
  readonly team_id: number | null;
  readonly is_closed: boolean;
  readonly is_spam: boolean;
}>;

export function changeThread(threadId: number, change: Change): Promise<void> {
  return api.patch(`/inbox-threads/${threadId}`, change);
}
