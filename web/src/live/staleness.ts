/** Marks what hints name as stale: at once when quiet, at most once a second per key when much happens. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "~/api/keys";

const pause = 1_000;

export function askAnew(client: QueryClient, key: QueryKey): void {
  // Pages that are kept and not asked again by themselves: their readers begin anew with what is there.
  if (key[0] === keys.keptInboxMessages[0]) void client.resetQueries({ queryKey: key });
  // What is being fetched right now may have been read before the event: it is asked for anew.
  else void client.invalidateQueries({ queryKey: key }, { cancelRefetch: true });
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
    askAnew(this.#client, key);
    setTimeout(() => {
      this.#resting.delete(name);
      if (rest.again) this.#one(key);
    }, pause);
  }
}
