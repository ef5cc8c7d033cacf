/** Marks what hints name as stale: at once when quiet, at most once a second per key when much happens. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "~/api/keys";

const pause = 1_000;
/** Counts that take long are asked for a tenth of the time at most; others wait for the same server. */
const share = 10;
const longestRest = 30_000;

export function askAnew(client: QueryClient, key: QueryKey): Promise<void> {
  // Pages that are kept and not asked again by themselves: their readers begin anew with what is there.
  if (key[0] === keys.keptInboxMessages[0]) return client.resetQueries({ queryKey: key });
  // What is being fetched right now may have been read before the event: it is asked for anew.
  return client.invalidateQueries({ queryKey: key }, { cancelRefetch: true });
}

export class Staleness {
  readonly #resting = new Map<string, { key: QueryKey; again: boolean }>();
  readonly #client: QueryClient;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  mark(stale: readonly QueryKey[]): void {
    for (const key of stale) this.#one(key);
  }

  #one(key: QueryKey): void {
    const name = JSON.stringify(key);
    const resting = this.#resting.get(name);
    if (resting) {
      resting.again = true;
      return;
    }
    const rest = { key, again: false };
    this.#resting.set(name, rest);
    const wake = () => {
      this.#resting.delete(name);
      if (rest.again) this.#one(key);
    };
    const began = Date.now();
    // Asked again before it came, an answer that takes long would never come while much happens.
    void answered(askAnew(this.#client, key)).then(() => setTimeout(wake, restAfter(key, Date.now() - began)));
  }
}

/** An answer that never comes is not waited for. */
function answered(asked: Promise<void>): Promise<void> {
  return Promise.race([asked, new Promise<void>((pass) => setTimeout(pass, longestRest))]);
}

function restAfter(key: QueryKey, took: number): number {
  return key[0] === keys.counts[0]
    ? Math.min(Math.max(pause - took, (share - 1) * took), longestRest)
    : Math.max(pause - took, 0);
}
