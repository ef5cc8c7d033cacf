/** The messages of a ticket: the newest page comes with the ticket and stays live, older ones are asked for page by page. */
import { type QueryClient, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "~/api/client";
import { type PlaceId, keys } from "~/api/keys";
import type { Message, MessagePage } from "~/api/shapes";
import { afterNewPage, joinPages } from "./thread-items.ts";

const pageSize = 20;

function askForPage(
  ticketId: PlaceId,
  threadId: number | null,
  before: number | null,
  signal?: AbortSignal,
): Promise<MessagePage> {
  return api.get<MessagePage>(
    typeof ticketId === "number" ? `/tickets/${ticketId}/messages` : `/${ticketId}/messages`,
    { query: { before, thread: threadId, limit: pageSize }, ...(signal ? { signal } : {}) },
  );
}

function rememberOlder(
  client: QueryClient,
  key: QueryKey,
  change: (older: MessagePage | undefined) => MessagePage | undefined,
): void {
  client.setQueryData<MessagePage>(key, change);
}

export type ThreadMessages = {
  /** Oldest first; undefined while a thread's first page is on its way. */
  readonly messages: readonly Message[] | undefined;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** The last try to load older ones failed. */
  readonly failed: unknown;
  readonly loadOlder: () => void;
};

/** `newest` is the page that came with the ticket: messages of all its threads. With `threadId`, only those of one. */
export function useThreadMessages(ticketId: PlaceId, threadId: number | null, newest: MessagePage): ThreadMessages {
  const client = useQueryClient();
  const ofThread = useQuery({
    queryKey: [...keys.olderMessages(ticketId), threadId],
    queryFn: ({ signal }) => askForPage(ticketId, threadId, null, signal),
    enabled: threadId !== null,
  });
  const page = threadId === null ? newest : ofThread.data;
  const key = keys.keptMessages(ticketId, threadId);
  const { data: older } = useQuery<MessagePage>({
    queryKey: key,
    queryFn: () => Promise.reject(new Error("only ever set")),
    enabled: false,
  });
  useKeepingWhatSlidOut(key, page);

  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const first = older?.messages[0] ?? page?.messages[0];
  const loadOlder = useCallback(() => {
    if (!first) return;
    setLoading(true);
    setFailed(null);
    askForPage(ticketId, threadId, first.id)
      .then((found) =>
        rememberOlder(client, keys.keptMessages(ticketId, threadId), (kept) => ({
          messages: joinPages(found.messages, kept?.messages ?? []),
          has_more: found.has_more,
        })),
      )
      .catch(setFailed)
      .finally(() => setLoading(false));
  }, [client, ticketId, threadId, first]);

  return {
    messages: page && joinPages(older?.messages ?? [], page.messages),
    hasOlder: older ? older.has_more : (page?.has_more ?? false),
    isLoadingOlder: loading,
    failed,
    loadOlder,
  };
}

/** When new messages push older ones out of the newest page, those move over to the older ones. */
function useKeepingWhatSlidOut(key: QueryKey, page: MessagePage | undefined): void {
  const client = useQueryClient();
  const last = useRef<{ key: string; page: MessagePage } | null>(null);
  const name = JSON.stringify(key);
  useEffect(() => {
    if (!page) return;
    const before = last.current?.key === name ? last.current.page : undefined;
    last.current = { key: name, page };
    if (before && before !== page)
      rememberOlder(client, JSON.parse(name) as QueryKey, (older) => afterNewPage(older, before, page));
  }, [client, name, page]);
}
