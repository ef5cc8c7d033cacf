/** Takes back a merge or a split, and shows the ticket that it leads to. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { toast } from "~/ui/toast";
import { refreshAllTickets } from "../cached-rows.ts";

/** Where the ticket was that became another one: on its own page, or open beside its list or board. */
export function useOpenTicket(): (id: number) => void {
  const navigate = useNavigate();
  const { ticketId } = useParams({ strict: false });
  const { ticket } = useSearch({ strict: false });
  const isBeside = ticketId === undefined && ticket !== undefined;
  return useCallback(
    (id) => void navigate(isBeside ? { to: ".", search: (before) => ({ ...before, ticket: id }), replace: true, resetScroll: false } : { to: "/tickets/$ticketId", params: { ticketId: String(id) }, search: (before) => before }),
    [navigate, isBeside],
  );
}

export function useUndo() {
  const { t } = useLingui();
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const open = useOpenTicket();
  return useCallback(
    async (ticketId: number, act: "merge" | "split"): Promise<void> => {
      try {
        const back =
          act === "merge"
            ? (await api.post<{ readonly primary_id: number }>(`/tickets/${ticketId}/unmerge`)).primary_id
            : (await api.post<{ readonly id: number }>(`/tickets/${ticketId}/unsplit`)).id;
        open(back);
        toast.done(act === "merge" ? t`The merge is undone` : t`The split is undone`);
      } catch (fault) {
        toast.failed(faultWords(fault));
      }
      refreshAllTickets(client);
    },
    [client, faultWords, open, t],
  );
}
