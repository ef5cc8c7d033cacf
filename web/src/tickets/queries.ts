/** What is asked of the server about tickets one by one, and how it is kept. */
import {
  type QueryClient,
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "~/api/client";
import { type PlaceId, keys } from "~/api/keys";
import type { Attachment, TicketScreen, TimelineEvent, TimelinePage } from "~/api/shapes";

/** Everything that the ticket screen paints first, in one answer. */
export function ticketScreenQuery(id: number) {
  return queryOptions({
    queryKey: keys.ticketScreen(id),
    queryFn: ({ signal }) => api.get<TicketScreen>(`/tickets/${id}`, { signal }),
    staleTime: 30_000,
  });
}

export function useTicketScreen(id: number) {
  return useQuery(ticketScreenQuery(id));
}

/** Asks for a ticket before it is opened: on hover, on focus, and for the neighbours of the open one. */
export function prefetchTicket(client: QueryClient, id: number): void {
  void client.prefetchQuery(ticketScreenQuery(id));
}

/** What of the history is told; null is all of it. */
export type Told = "messages" | "status" | "assignment" | "properties" | "associations" | null;

function timelineQuery(id: PlaceId, told: Told) {
  return infiniteQueryOptions({
    queryKey: keys.ticketTimeline(id, told),
    queryFn: ({ pageParam, signal }) =>
      api.get<TimelinePage>(typeof id === "number" ? `/tickets/${id}/timeline` : `/${id}/timeline`, {
        query: { before: pageParam, told },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: TimelinePage) =>
      page.has_more ? Math.min(...page.events.map((event) => event.id)) : null,
  });
}

/** The history of a ticket or of a conversation, newest page first. */
export function useTimeline(id: PlaceId, told: Told = null) {
  return useInfiniteQuery(timelineQuery(id, told));
}

export type History = {
  /** Newest first. */
  readonly events: readonly TimelineEvent[];
  /** Called with the time of the oldest message on the screen: the history must reach as far back. */
  readonly needEvents: (since: string) => void;
};

/** What stands between the messages of a thread. */
export function useHistory(id: PlaceId): History {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data } = useTimeline(id);
  const events = data?.pages.flatMap((page) => page.events) ?? noEvents;
  const oldest = events.at(-1)?.at;
  const needEvents = useCallback(
    (since: string) => {
      if (hasNextPage && !isFetchingNextPage && oldest !== undefined && Date.parse(oldest) > Date.parse(since))
        void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, oldest],
  );
  return { events, needEvents };
}

const noEvents: never[] = [];

/** All files of a ticket's messages, newest first. */
export function ticketFilesQuery(id: number) {
  return queryOptions({
    queryKey: keys.ticketFiles(id),
    queryFn: ({ signal }) =>
      api.get<{ readonly attachments: readonly Omit<Attachment, "is_inline" | "content_id">[] }>(
        `/tickets/${id}/attachments`,
        { signal },
      ),
    select: (answer) => answer.attachments,
  });
}
