/** On which paths one wants to be told of what. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import { toast } from "~/ui/toast";
import type { NotificationKind } from "./queries.ts";

export type NotificationPath = "bell" | "push" | "mail";
export type Choices = {
  readonly paths: Readonly<Record<NotificationKind, readonly NotificationPath[]>>;
  readonly mail_when: "away" | "always";
  readonly digest: "busy" | "hourly";
  readonly follow_own: boolean;
};
type Change = Partial<Omit<Choices, "paths">> & { readonly paths?: Partial<Choices["paths"]> };

export const choicesQuery = queryOptions({
  queryKey: keys.notificationChoices,
  queryFn: ({ signal }) => api.get<Choices>("/notifications/choices", { signal }),
});

export function useChangeChoices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => api.patch("/notifications/choices", change),
    onMutate: (change) => {
      void client.cancelQueries({ queryKey: keys.notificationChoices }); // what is under way still has the old ones
      client.setQueryData<Choices>(
        keys.notificationChoices,
        (now) => now && ({ ...now, ...change, paths: { ...now.paths, ...change.paths } } as Choices),
      );
    },
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.notificationChoices }), // the next doesn't wait for that
    scope: { id: "notification choices" }, // ticked and unticked soon after: the later one holds
  });
}
