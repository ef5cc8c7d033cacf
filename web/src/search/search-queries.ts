/** How the desk is searched. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { SearchKind, SearchResult } from "~/api/shapes";

export type SearchAnswer = { readonly results: readonly SearchResult[]; readonly is_capped: boolean };

export const searchKinds: readonly SearchKind[] = ["ticket", "message", "contact", "company"];

export function searchQuery(query: string, among: readonly SearchKind[], limit = 50) {
  const kinds = among.join(",");
  return queryOptions({
    queryKey: [...keys.searchResults(query, kinds), limit],
    queryFn: ({ signal }) => api.get<SearchAnswer>("/search", { query: { query, kinds, limit }, signal }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
