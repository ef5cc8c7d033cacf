/** Gives the application its line to the server: hints make answers stale, presence says who else is here. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { PlaceId } from "~/api/keys";
import { staleAfter } from "./changes.ts";
import { staleLines } from "./lines.ts";
import { type LineState, LiveSocket, type PresentUser } from "./socket.ts";
import { Staleness } from "./staleness.ts";

class LiveLine {
  state: LineState = "connecting";
  readonly present = new Map<PlaceId, readonly PresentUser[]>();
  readonly #listeners = new Set<() => void>();
  #socket: LiveSocket | null = null;
  #looking: PlaceId | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  attach(socket: LiveSocket | null): void {
    this.#socket = socket;
    if (this.#looking !== null) socket?.looking(this.#looking);
  }

  get looking(): PlaceId | null {
    return this.#looking;
  }

  look(place: PlaceId | null): void {
    this.#looking = place;
    this.#socket?.looking(place);
    this.changed();
  }

  type(place: PlaceId): void {
    this.#socket?.typing(place);
  }
}

const LiveContext = createContext<LiveLine | null>(null);

function useLine(): LiveLine {
  const line = use(LiveContext);
  if (!line) throw new Error("Live is missing above");
  return line;
}

/** `cursor` is where the first answer left off: what happened since is heard first. */
export function Live({ cursor, children }: { readonly cursor: string; readonly children: ReactNode }) {
  const client = useQueryClient();
  const [line] = useState(() => new LiveLine());
  const [start] = useState(cursor);

  useEffect(() => {
    const staleness = new Staleness(client);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new LiveSocket(`${scheme}//${location.host}/api/live`, start, {
      onHints: (hints) =>
        staleness.mark([
          ...staleAfter(hints),
          ...staleLines(hints, () =>
            client
              .getQueryCache()
              .getAll()
              .map(({ queryKey: key, state: { data } }) => ({ key, data })),
          ),
        ]),
      onGap: () => void client.invalidateQueries(),
      onPresence: (place, users) => {
        line.present.set(place, users);
        line.changed();
      },
      onState: (state) => {
        line.state = state;
        line.changed();
      },
    });
    line.attach(socket);
    return () => {
      line.attach(null);
      socket.stop();
    };
  }, [client, line, start]);

  return <LiveContext value={line}>{children}</LiveContext>;
}

export function useLineState(): LineState {
  const line = useLine();
  return useSyncExternalStore(line.subscribe, () => line.state);
}

const nobody: readonly PresentUser[] = [];

/** Who else looks at a ticket or a conversation, or types there; oneself included when the server says so. */
export function usePresence(place: PlaceId): readonly PresentUser[] {
  const line = useLine();
  return useSyncExternalStore(line.subscribe, () => line.present.get(place) ?? nobody);
}

/** Tells colleagues that this is being looked at, for as long as the component stands. */
export function useLooking(place: PlaceId): void {
  const line = useLine();
  useEffect(() => {
    line.look(place);
    return () => line.look(null);
  }, [line, place]);
}

/** What stands open in this window, whichever screen shows it. */
export function useLookedAt(): PlaceId | null {
  const line = useLine();
  return useSyncExternalStore(line.subscribe, () => line.looking);
}

/** Call on every key press: says it at most every three seconds. */
export function useTyping(place: PlaceId): () => void {
  const line = useLine();
  return useMemo(() => {
    let last = 0;
    return () => {
      if (Date.now() - last < 3_000) return;
      last = Date.now();
      line.type(place);
    };
  }, [line, place]);
}
