/** What is asked of the server about people and companies. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { Contact, TicketBrief } from "~/api/shapes";

/** People whose name or address begins with what was typed. */
export function contactSearchQuery(text: string) {
  return queryOptions({
    queryKey: keys.contactSearch(text),
    queryFn: ({ signal }) =>
      api.get<{ readonly contacts: readonly Contact[] }>("/contacts", { query: { query: text }, signal }),
    select: (answer) => answer.contacts,
    placeholderData: keepPreviousData,
  });
}

export type ContactWhole = { readonly contact: Contact; readonly tickets: readonly TicketBrief[] };

export function contactQuery(id: number) {
  return queryOptions({
    queryKey: keys.contact(id),
    queryFn: ({ signal }) => api.get<ContactWhole>(`/contacts/${id}`, { signal }),
  });
}
