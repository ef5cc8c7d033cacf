/** What is asked of the server about contacts, companies and deals, all in the same way. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { TicketBrief } from "~/api/shapes";
import type { RecordChange, RecordValues } from "./field.ts";

export type RecordObject = "contacts" | "companies" | "deals";

export const nameOfOne = { contacts: "contact", companies: "company", deals: "deal" } as const;

/** A record as it is found by its name. */
export type FoundRecord = {
  readonly id: number;
  readonly name: string;
  readonly email?: string | null;
  readonly domain?: string | null;
  readonly company?: string | null;
  readonly amount?: number | null;
  readonly stage?: string;
};

type WholeAnswer = { readonly [name: string]: unknown; readonly tickets: readonly TicketBrief[] };

/** Those whose name, address or domain begins with what was typed; all by name when nothing was. */
export function recordSearchQuery(object: RecordObject, text: string) {
  return queryOptions({
    queryKey: [...keys[object], "search", text],
    queryFn: ({ signal }) => api.get<Readonly<Record<string, readonly FoundRecord[]>>>(`/${object}`, { query: { query: text, limit: 20 }, signal }),
    select: (answer) => answer[object] ?? [],
    placeholderData: keepPreviousData,
  });
}

export function recordQuery(object: RecordObject, id: number) {
  return queryOptions({
    queryKey: [...keys[object], id],
    queryFn: ({ signal }) => api.get<WholeAnswer>(`/${object}/${id}`, { signal }),
    select: (answer) => answer[nameOfOne[object]] as RecordValues & { readonly id: number; readonly name: string },
    staleTime: 30_000,
  });
}

export function createRecord(object: RecordObject, values: RecordChange): Promise<{ readonly id: number }> {
  return api.post(`/${object}`, values);
}
