/** The browsers in which one is signed in, and the way out of each. */
import { useLingui } from "@lingui/react/macro";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import { Badge } from "~/ui/badge";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { browserName } from "~/users/browser-name";

type Session = {
  readonly id: number;
  readonly agent: string | null;
  readonly address: string | null;
  readonly created_at: string;
  readonly last_seen_at: string | null;
  readonly is_current: boolean;
};

const sessionsQuery = queryOptions({
  queryKey: keys.mySessions,
  queryFn: ({ signal }) => api.get<{ readonly sessions: readonly Session[] }>("/me/sessions", { signal }),
});

export function MySessions() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data, error } = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (id: number) => api.delete(`/me/sessions/${id}`),
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.mySessions }),
  });
  if (error) return <p className="text-quiet">{sentenceOf(error)}</p>;
  if (!data) return <SkeletonText lines={2} />;
  return (
    <ul className="flex flex-col">
      {data.sessions.map((session) => (
        <li
          key={session.id}
          className="flex items-center gap-3 border-b border-border/60 py-2 first:pt-0 last:border-0"
        >
          <div className="min-w-0 flex-1">
            <p className="truncate">{browserName(session.agent) ?? t`Unknown browser`}</p>
            <p className="truncate text-12 text-quiet">
              {session.address} · <RelativeTime at={session.last_seen_at ?? session.created_at} />
            </p>
          </div>
          {session.is_current ? (
            <Badge tone="accent">{t`This browser`}</Badge>
          ) : (
            <Button size="small" busy={end.isPending} onClick={() => end.mutate(session.id)}>{t`Sign out`}</Button>
          )}
        </li>
      ))}
    </ul>
  );
}
