/** Gives the application its line to the server: hints make answers stale, presence says who else is here. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { staleAfter } from "./changes.ts";
import { type LineState, LiveSocket, type PresentUser } from "./socket.ts";
import { Staleness } from "./staleness.ts";

class LiveLine {
  state: LineState = "connecting";
  readonly present = new Map<number, readonly PresentUser[]>();
  readonly #listeners = new Set<() => void>();
  #socket: LiveSocket | null = null;
  #looking: number | null = null;

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

  get looking(): number | null {
    return this.#looking;
  }

  look(ticketId: number | null): void {
    this.#looking = ticketId;
    this.#socket?.looking(ticketId);
    this.changed();
  }

  type(ticketId: number): void {
    this.#socket?.typing(ticketId);
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
      onHints: (hints) => staleness.mark(staleAfter(hints)),
      onGap: () => void client.invalidateQueries(),
      onPresence: (ticketId, users) => {
        line.present.set(ticketId, users);
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

/** Who else looks at a ticket or types on it; oneself included when the server says so. */
export function usePresence(ticketId: number): readonly PresentUser[] {
  const line = useLine();
  return useSyncExternalStore(line.subscribe, () => line.present.get(ticketId) ?? nobody);
}

/** Tells colleagues that this ticket is being looked at, for as long as the component stands. */
export function useLooking(ticketId: number): void {
  const line = useLine();
  useEffect(() => {
    line.look(ticketId);
    return () => line.look(null);
  }, [line, ticketId]);
}

/** The ticket that stands open in this window, whichever screen shows it. */
export function useLookedAt(): number | null {
  const line = useLine();
  return useSyncExternalStore(line.subscribe, () => line.looking);
}

/** Call on every key press: says it at most every three seconds. */
export function useTyping(ticketId: number | null): () => void {
  const line = useLine();
  return useMemo(() => {
    let last = 0;
    return () => {
      if (Date.now() - last < 3_000) return;
      last = Date.now();
      if (ticketId !== null) line.type(ticketId);
    };
  }, [line, ticketId]);
}
