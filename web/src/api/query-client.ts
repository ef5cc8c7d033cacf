/** How answers are kept: what is shown is never asked again by itself, since live hints say when it is stale. */
import { QueryClient } from "@tanstack/react-query";
import { Refusal } from "./client.ts";

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false, // live/ does this, and knows what was missed
        retry: (failures, fault) => failures < 2 && !(fault instanceof Refusal && fault.status >= 400 && fault.status < 500),
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
