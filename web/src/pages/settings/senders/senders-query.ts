/** The rules about senders. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";

export type Verdict = "allow" | "deny";
export type Rule = {
  readonly id: number;
  readonly verdict: Verdict;
  readonly sender: string;
  readonly added_at: string;
};

const rulesQuery = (withRemoved: boolean) =>
  queryOptions({
    queryKey: [...keys.senders, withRemoved] as const,
    queryFn: ({ signal }) =>
      api.get<{ readonly rules: readonly Rule[] }>("/sender-rules", { query: { with_removed: withRemoved }, signal }),
    select: (answer) => answer.rules,
  });

export const sendersQuery = rulesQuery(false);
/** With those that were taken off the list, for who reads what happened. */
export const sendersEverQuery = rulesQuery(true);
