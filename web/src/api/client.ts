/** One door to the server: JSON in, JSON out, and every refusal as a Refusal with its sentence and its stable code. */

import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { heard, nameOf } from "./unheard.ts";

export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** 0 when no answer came at all. */
    readonly status: number,
    /** Stable, such as `ticket.thread_changed`; `network` when no answer came. */
    readonly code: string,
    /** To be shown as it is. */
    sentence: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(sentence);
  }

  /** No answer came: the line is down, or the server is. What was asked may be asked again. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

type Options = {
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** The browser carries it on although the page goes away; at most 64 kB. */
  readonly keepalive?: boolean;
  /** It may be sent again when no answer came, and is not done twice: what it asks for, without what changes meanwhile. */
  readonly once?: unknown;
};

function address(path: string, query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${search ? `?${search}` : ""}`;
}

export type Problem = {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly facts?: Record<string, unknown>;
};

/** In the reader's language: the server speaks English, and names what it means by a code. */
export async function refusalOf(
  response: { readonly status: number; readonly statusText: string },
  { code = `http.${response.status}`, detail, title, facts = {} }: Problem,
): Promise<Refusal> {
  const words =
    i18n.locale === "en"
      ? null
      : await import("./refusal-words.ts").then(({ refusalWords }) => refusalWords(code, facts)).catch(() => null);
  return new Refusal(response.status, code, words ?? detail ?? title ?? response.statusText, facts);
}

async function ask(
  method: string,
  path: string,
  { query, body, signal, keepalive = false, once }: Options,
): Promise<unknown> {
  const isForm = body instanceof FormData;
  const response = await fetch(address(path, query), {
    method,
    credentials: "same-origin",
    keepalive,
    headers: {
      accept: "application/json",
      ...(method === "GET" ? {} : { "x-deskbell": "1" }),
      ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
      ...(once === undefined ? {} : { "idempotency-key": nameOf(path, once) }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new Refusal(0, "network", t`The server can't be reached. Check your connection and try again.`);
  });
  if (once !== undefined && response.status < 500) heard(path, once);
  if (!response.ok) {
    const refusal = await refusalOf(response, (await response.json().catch(() => ({}))) as Problem);
    if (refusal.code === "session.missing") for (const listener of signedOutListeners) listener();
    throw refusal;
  }
  if (response.status === 204) return undefined;
  const text = await response.text();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

const signedOutListeners = new Set<() => void>();

/** Hears when the server no longer knows the session, whatever call found out. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** The answer's shape is the caller's word: the contract is checked where shapes are generated, not at run time. */
export const api = {
  get: <Answer>(path: string, options: Omit<Options, "body"> = {}) => ask("GET", path, options) as Promise<Answer>,
  post: <Answer = void>(path: string, body?: unknown, options: Options = {}) =>
    ask("POST", path, { ...options, body: body ?? {} }) as Promise<Answer>,
  put: <Answer = void>(path: string, body: unknown, options: Options = {}) =>
    ask("PUT", path, { ...options, body }) as Promise<Answer>,
  patch: <Answer = void>(path: string, body: unknown, options: Options = {}) =>
    ask("PATCH", path, { ...options, body }) as Promise<Answer>,
  delete: <Answer = void>(path: string, options: Options = {}) => ask("DELETE", path, options) as Promise<Answer>,
};

/** The sentence to show for any failure: the refusal's, or the browser's word when no answer came. */
export function sentenceOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
