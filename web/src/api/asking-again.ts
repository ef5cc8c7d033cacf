/** What found no answer while the line or the desk was down is asked again by itself. */
import type { Query, QueryClient } from "@tanstack/react-query";
import { Refusal } from "./client.ts";

const pause = 5_000;

function isUnanswered({ state }: Query): boolean {
  return state.fetchStatus === "idle" && state.error instanceof Refusal && state.error.isOffline;
}

/** At once when the browser is on line again; a desk that is down says nothing when it is back, so it is asked now and then. */
export function askAgainWhenBack(client: QueryClient): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askAgain = () => {
    clearTimeout(timer);
    timer = undefined;
    // Off line nothing can be heard, and what says so stays calm.
    if (navigator.onLine) void client.invalidateQueries({ predicate: isUnanswered });
  };
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type === "updated" && isUnanswered(query)) timer ??= setTimeout(askAgain, pause);
  });
  addEventListener("online", askAgain);
}
