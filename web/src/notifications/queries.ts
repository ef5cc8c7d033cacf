/** What is in one's bell, and the acts on it. */
import {
  type InfiniteData,
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { TimelineEvent } from "~/api/shapes";
import { toast } from "~/ui/toast";

export type NotificationKind =
  | "assigned"
  | "answered"
  | "mentioned"
  | "commented"
  | "changed"
  | "failed"
  | "unassigned"
  | "returned"
  | "due_soon"
  | "overdue";

/** What happened on one ticket, or in one conversation of an inbox, since one last looked, or before that. */
export type NotificationLine = {
  readonly id: number;
  readonly at: string;
  readonly ticket: { readonly id: number; readonly name: string } | null;
  readonly conversation: { readonly id: number; readonly inbox_id: number; readonly subject: string } | null;
  readonly is_unread: boolean;
  readonly count: number;
  readonly kind: NotificationKind;
  readonly kinds: readonly NotificationKind[];
  readonly writer: string | null;
  readonly preview: string;
  readonly event: TimelineEvent;
};

type Page = { readonly lines: readonly NotificationLine[]; readonly has_more: boolean };

export const unreadQuery = queryOptions({
  queryKey: keys.notificationCount,
  queryFn: ({ signal }) => api.get<{ readonly unread: number }>("/notifications/unread", { signal }),
});

export const linesQuery = infiniteQueryOptions({
  queryKey: keys.notificationList,
  queryFn: ({ pageParam, signal }) => api.get<Page>("/notifications", { query: { before: pageParam }, signal }),
  initialPageParam: null as number | null,
  getNextPageParam: (page) => (page.has_more ? (page.lines.at(-1)?.id ?? null) : null),
});

/** Marks all lines up to the newest that is shown as read, at once, and offers the way back. */
export function useReadAll() {
  const { t } = useLingui();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: keys.notifications });
  return useMutation({
    mutationFn: (newest: number) => api.post<{ readonly read_at: string }>("/notifications/read", { up_to: newest }),
    onMutate: () => {
      void client.cancelQueries({ queryKey: keys.notifications }); // what is under way still calls them unread
      client.setQueryData(keys.notificationCount, { unread: 0 });
      client.setQueryData<InfiniteData<Page>>(
        keys.notificationList,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              lines: page.lines.map((line) => ({ ...line, is_unread: false })),
            })),
          },
      );
    },
    onSuccess: (answer) =>
      toast.done(t`All notifications are marked as read`, {
        undo: () => void api.post("/notifications/unread", answer).finally(again),
      }),
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: again,
  });
}
