/** What is asked of the server about contacts, companies and deals, all in the same way. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { TicketBrief } from "~/api/shapes";
import type { RecordChange, RecordValues } from "./field.ts";

export type RecordObject = "contacts" | "companies" | "deals";

export const nameOfOne = { contacts: "contact", companies: "company", deals: "deal" } as const;

/** Where each is shown. */
export const recordPages = {
  contacts: "/contacts/$recordId",
  companies: "/companies/$recordId",
  deals: "/deals/$recordId",
} as const;

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

export type WholeAnswer = { readonly [name: string]: unknown; readonly tickets: readonly TicketBrief[] };

export type WholeRecord = RecordValues & { readonly id: number; readonly name: string };

/** A record as it stands in its list. */
export type ListedRecord = FoundRecord & {
  readonly phone?: string | null;
  readonly company_id?: number | null;
  readonly close_date?: string | null;
  readonly owner_id: number | null;
  readonly created_at: string;
};

/** Those whose name, address or domain begins with what was typed; all by name when nothing was. */
export function recordSearchQuery(object: RecordObject, text: string) {
  return queryOptions({
    queryKey: [...keys[object], "search", text],
    queryFn: ({ signal }) =>
      api.get<Readonly<Record<string, readonly FoundRecord[]>>>(`/${object}`, {
        query: { query: text, limit: 20 },
        signal,
      }),
    select: (answer) => answer[object] ?? [],
    placeholderData: keepPreviousData,
  });
}

const listPage = 100;

/** The list by name, page by page: as long as one scrolls there is a next one. */
export function recordListQuery(object: RecordObject, text: string) {
  return infiniteQueryOptions({
    queryKey: [...keys[object], "list", text],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ readonly next: string | null } & { readonly [of in RecordObject]?: readonly ListedRecord[] }>(
        `/${object}`,
        { query: { query: text, after: pageParam, limit: listPage }, signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** The record with what belongs to it: its tickets, a company's people. */
export function wholeRecordQuery(object: RecordObject, id: number) {
  return queryOptions({
    queryKey: [...keys[object], id],
    queryFn: ({ signal }) => api.get<WholeAnswer>(`/${object}/${id}`, { signal }),
  });
}

export function recordQuery(object: RecordObject, id: number) {
  return queryOptions({
    queryKey: [...keys[object], id],
    queryFn: ({ signal }) => api.get<WholeAnswer>(`/${object}/${id}`, { signal }),
    select: (answer) => answer[nameOfOne[object]] as WholeRecord,
    staleTime: 30_000,
  });
}

export function createRecord(object: RecordObject, values: RecordChange): Promise<{ readonly id: number }> {
  return api.post(`/${object}`, values);
}
