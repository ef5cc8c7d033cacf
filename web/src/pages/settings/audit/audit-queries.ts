/** Administrative acts, page by page: the newest first. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";

export type ActKind = "access" | "people" | "accounts" | "settings";

export type Act = {
  readonly id: number;
  readonly at: string;
  readonly name: string;
  /** `user:7`, `system` ... */
  readonly actor: string;
  readonly via: string;
  /** The address it came from. */
  readonly origin: string | null;
  /** Ids, and names of fields. */
  readonly body: Readonly<Record<string, unknown>>;
};

/** As many as the server gives at once: fewer are the last. */
const pageLength = 100;

export function auditQuery(kind: ActKind | null, userId: number | null) {
  return infiniteQueryOptions({
    queryKey: keys.audit(kind, userId),
    queryFn: ({ pageParam, signal }) =>
      api.get<{ readonly acts: readonly Act[] }>("/audit", {
        query: { kind, user_id: userId, before: pageParam },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ acts }) => (acts.length < pageLength ? null : (acts.at(-1)?.id ?? null)),
    placeholderData: keepPreviousData,
  });
}
