/** Keeps one line to the server open: hears hints, resumes where it left off, and says who is looking at what. */
import { api } from "~/api/client";
import { type PlaceId, placeOfThread, threadIn } from "~/api/keys";
import { waitBefore } from "./backoff.ts";
import type { Hint } from "./changes.ts";

export type PresentUser = { readonly user_id: number; readonly state: "looking" | "typing" };

type Heard =
  | { readonly type: "hints"; readonly hints: readonly Hint[]; readonly cursor: string }
  | { readonly type: "gap"; readonly cursor?: string }
  | {
      readonly type: "presence";
      readonly ticket_id: number | null;
      readonly thread_id: number | null;
      readonly users: readonly PresentUser[];
    }
  | { readonly type: "ping" };

/** A place by its ticket, or by its thread where there is none; both null: nowhere. */
type Named = { readonly ticket_id: number | null; readonly thread_id?: number };

function named(place: PlaceId | null): Named {
  return typeof place === "string" ? { ticket_id: null, thread_id: threadIn(place) } : { ticket_id: place };
}

type Said = ({ readonly type: "looking" | "typing" } & Named) | { readonly type: "pong" };

export type LineState = "connecting" | "open" | "lost";

export type Listeners = {
  readonly onHints: (hints: readonly Hint[]) => void;
  /** Something was missed and can't be named: whatever is shown must be asked for again. */
  readonly onGap: () => void;
  readonly onPresence: (place: PlaceId, users: readonly PresentUser[]) => void;
  readonly onState: (state: LineState) => void;
};

/** The server's word for "nobody is signed in here any more". */
const signedOut = 4401;
/** Some networks let no WebSocket through. After so many tries that never opened one, hints are asked for instead. */
const patience = 3;
/** How long hints are asked for before a WebSocket is tried again. */
const pollTime = 300_000;
/** The server pings more often than this; silence for longer means that the line is dead without saying so. */
const silence = 45_000;

export class LiveSocket {
  #socket: WebSocket | null = null;
  #cursor: string | null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #looking: PlaceId | null = null;
  #stopped = false;
  #hasOpened = false;
  readonly #listeners: Listeners;
  readonly #address: string;

  constructor(address: string, cursor: string | null, listeners: Listeners) {
    this.#address = address;
    this.#cursor = cursor;
    this.#listeners = listeners;
    addEventListener("online", this.#now);
    document.addEventListener("visibilitychange", this.#now);
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    removeEventListener("online", this.#now);
    document.removeEventListener("visibilitychange", this.#now);
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#socket?.close();
  }

  looking(place: PlaceId | null): void {
    this.#looking = place;
    this.#say({ type: "looking", ...named(place) });
  }

  typing(place: PlaceId): void {
    this.#say({ type: "typing", ...named(place) });
  }

  /** The network came back, or someone looks at the page again: no reason to wait any longer. */
  readonly #now = (): void => {
    if (document.visibilityState === "hidden" || this.#retry === undefined) return;
    clearTimeout(this.#retry);
    this.#connect();
  };

  #connect(): void {
    this.#retry = undefined;
    this.#listeners.onState(this.#failures === 0 ? "connecting" : "lost");
    const after = this.#cursor === null ? "" : `?after=${encodeURIComponent(this.#cursor)}`;
    const socket = new WebSocket(this.#address + after);
    this.#socket = socket;
    this.#listen(socket);
    socket.addEventListener("open", () => {
      this.#failures = 0;
      this.#hasOpened = true;
      this.#listeners.onState("open");
      if (this.#looking !== null) this.looking(this.#looking);
    });
    socket.addEventListener("message", (event) => {
      this.#listen(socket);
      this.#hear(JSON.parse(String(event.data)) as Heard);
    });
    socket.addEventListener("close", (event) => {
      if (event.code === signedOut) this.#leave();
      else this.#lost(socket);
    });
  }

  #listen(socket: WebSocket): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      socket.close();
      this.#lost(socket);
    }, silence);
  }

  #lost(socket: WebSocket): void {
    if (this.#stopped || socket !== this.#socket) return;
    this.#socket = null;
    clearTimeout(this.#watch);
    this.#failures += 1;
    this.#listeners.onState("lost");
    if (!this.#hasOpened && this.#failures >= patience) void this.#poll();
    else this.#retry = setTimeout(() => this.#connect(), waitBefore(this.#failures, Math.random()));
  }

  /** Any call finds out that the session is gone, and whoever listens for that leads to the sign-in page. */
  #leave(): void {
    this.stop();
    void api.get("/session").catch(() => undefined);
  }

  async #poll(): Promise<void> {
    const end = Date.now() + pollTime;
    let failures = 0;
    while (!this.#stopped && Date.now() < end) {
      try {
        this.#hear(await api.get<Heard>("/live/poll", { query: { after: this.#cursor } }));
        failures = 0;
        this.#listeners.onState("open");
      } catch {
        failures += 1;
        this.#listeners.onState("lost");
        await new Promise((resolve) => setTimeout(resolve, waitBefore(failures, Math.random())));
      }
    }
    if (!this.#stopped) this.#connect();
  }

  #hear(heard: Heard): void {
    switch (heard.type) {
      case "hints":
        this.#cursor = heard.cursor;
        this.#listeners.onHints(heard.hints);
        break;
      case "gap":
        this.#cursor = heard.cursor ?? this.#cursor;
        this.#listeners.onGap();
        break;
      case "presence":
        this.#listeners.onPresence(heard.ticket_id ?? placeOfThread(heard.thread_id ?? 0), heard.users);
        break;
      case "ping":
        this.#say({ type: "pong" });
        break;
      default:
        heard satisfies never;
    }
  }

  #say(said: Said): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(said));
  }
}
