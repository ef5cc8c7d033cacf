/** What the builder asks the server: what can be asked for, and how many tickets that would be. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { ViewKey } from "~/api/shapes";
import type { RawGroup } from "./filter.ts";
import type { AskedProperty } from "./property-words.ts";

export const askedPropertiesQuery = queryOptions({
  queryKey: [...keys.properties, "asked"],
  queryFn: ({ signal }) => api.get<{ readonly properties: readonly AskedProperty[] }>("/filter-properties", { signal }),
  select: (answer) => answer.properties,
  staleTime: 5 * 60_000,
});

/** Alone, or on top of a view. Grows stale with the counts beside the views. */
export function previewCountQuery(filter: RawGroup, view: ViewKey | null) {
  return queryOptions({
    queryKey: [...keys.counts, "preview", view, filter],
    queryFn: ({ signal }) =>
      api.post<{ readonly count: number }>("/views/preview", view ? { filter, view } : { filter }, { signal }),
    select: (answer) => answer.count,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
}
