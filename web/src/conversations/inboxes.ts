/** The inboxes beside the help desk, and the help desk itself among them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";

export type InboxRow = {
  readonly id: number;
  readonly name: string;
  readonly kind: "help_desk" | "inbox";
  readonly is_archived: boolean;
  readonly open: number;
  readonly unread: number;
};

export const inboxesQuery = queryOptions({
  queryKey: keys.inboxes,
  queryFn: ({ signal }) => api.get<{ readonly inboxes: readonly InboxRow[] }>("/inboxes", { signal }),
});
