/** How answers are kept: what is shown is never asked again by itself, since live hints say when it is stale. */
import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient, type QueryKey } from "@tanstack/react-query";
import { Refusal } from "./client.ts";

/**
 * An answer that is under way when its question becomes stale may have been read before that. The library asks again
 * at once only where an older answer is shown; a first answer, or one that nothing shows yet, would come and count as
 * fresh. Here it is asked for anew once it has come.
 */
class Answers extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const underWay = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: "fetching" })
      .filter((query) => query.state.data === undefined || !query.isActive());
    // `fetch` joins the one that is under way; whether it fails is told to whoever asked.
    const askedAnew = underWay.map(async (query) => {
      await query.fetch().catch(() => undefined);
      await super.invalidateQueries({ queryKey: query.queryKey, exact: true }, options);
    });
    await Promise.all([super.invalidateQueries(filters, options), ...askedAnew]);
  }
}

export function newQueryClient(): QueryClient {
  return new Answers({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false, // live/ does this, and knows what was missed
        retry: (failures, fault) =>
          failures < 2 && !(fault instanceof Refusal && fault.status >= 400 && fault.status < 500),
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
