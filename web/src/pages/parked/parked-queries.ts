/** Mail that waits for a decision: what it is, why it waits, and what can be done with it. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";

export type ParkedMailRow = {
  readonly id: number;
  readonly state: string;
  /** A stable code; `detail` is its sentence. */
  readonly reason: string | null;
  readonly detail: string | null;
  readonly received_at: string;
  readonly from: string | null;
  readonly subject: string | null;
  readonly size: number | null;
  readonly channel_account_id: number | null;
};

type Ledger = { readonly mails: readonly ParkedMailRow[]; readonly next: string | null };

export const parkedQuery = infiniteQueryOptions({
  queryKey: keys.ledger("parked"),
  queryFn: ({ pageParam, signal }) =>
    api.get<Ledger>("/mail-ledger", { query: { state: "parked", after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page: Ledger) => page.next,
});

export function useParkedActs() {
  const client = useQueryClient();
  const done = () => {
    void client.invalidateQueries({ queryKey: keys.ledgers });
    void client.invalidateQueries({ queryKey: keys.counts });
  };
  const toTicket = useMutation({
    mutationFn: (id: number) => api.post<{ readonly ticket_id: number | null }>(`/mail-ledger/${id}/ticket`),
    onSuccess: done,
  });
  const ignore = useMutation({ mutationFn: (id: number) => api.post(`/mail-ledger/${id}/ignore`), onSuccess: done });
  return { toTicket, ignore };
}
