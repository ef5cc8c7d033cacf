/** Which tickets could be merged with this one: those that were searched for by name, number or contact. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { SearchResult } from "~/api/shapes";
import { contactQuery } from "~/crm/queries";

export type Other = {
  readonly id: number;
  readonly name: string;
  readonly status_id: number;
  /** When it was last written to. */ readonly active_at: string | null;
};

const kinds = "ticket,contact";
const contactsAsked = 3;

export function useOthers(
  typed: string,
  besides: number | null,
): { readonly others: readonly Other[] | undefined; readonly error: Error | null } {
  const query = typed.trim().replace(/^#/u, "");
  const { data, error } = useQuery({
    queryKey: keys.searchResults(query, kinds),
    queryFn: ({ signal }) =>
      api.get<{ readonly results: readonly SearchResult[] }>("/search", { query: { query, kinds, limit: 20 }, signal }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const contacts = (data?.results ?? [])
    .flatMap((result) => (result.kind === "contact" && result.contact_id !== null ? [result.contact_id] : []))
    .slice(0, contactsAsked);
  const theirs = useQueries({ queries: contacts.map((id) => contactQuery(id)) });
  if (!data) return { others: undefined, error };
  const found = new Map<number, Other>();
  for (const { kind, ticket_id: id, title, status_id, at } of data.results)
    if (kind === "ticket" && id !== null && status_id !== null)
      found.set(id, { id, name: title, status_id, active_at: at });
  for (const { data: contact } of theirs)
    for (const { id, name, status_id, active_at } of contact?.tickets ?? [])
      if (!found.has(id)) found.set(id, { id, name, status_id, active_at });
  if (besides !== null) found.delete(besides);
  return { others: [...found.values()], error };
}
