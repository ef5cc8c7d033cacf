/** Takes back a merge or a split, and shows the ticket that it leads to. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { toast } from "~/ui/toast";
import { landOn } from "../actions/landing.ts";
import { refreshAfterMoving } from "../cached-rows.ts";

/** The tickets that are themselves again, the one to look at first. */
async function takeBack(ticketId: number, act: "merge" | "split"): Promise<readonly number[]> {
  if (act === "split") return [(await api.post<{ readonly id: number }>(`/tickets/${ticketId}/unsplit`)).id];
  const parted = await api.post<{ readonly primary_id: number; readonly other_id: number }>(
    `/tickets/${ticketId}/unmerge`,
  );
  return [parted.primary_id, parted.other_id];
}

/** Where the ticket was that became another one: on its own page, or open beside its list or board. */
export function useOpenTicket(): (id: number) => void {
  const navigate = useNavigate();
  const { ticketId } = useParams({ strict: false });
  const { ticket } = useSearch({ strict: false });
  const isBeside = ticketId === undefined && ticket !== undefined;
  return useCallback(
    (id) => {
      landOn(id);
      void navigate(
        isBeside
          ? { to: ".", search: (before) => ({ ...before, ticket: id }), replace: true, resetScroll: false }
          : { to: "/tickets/$ticketId", params: { ticketId: String(id) }, search: (before) => before },
      );
    },
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
      let back: readonly number[] = [];
      try {
        back = await takeBack(ticketId, act);
        open(back[0] ?? ticketId);
        toast.done(act === "merge" ? t`The merge is undone` : t`The split is undone`);
      } catch (fault) {
        toast.failed(faultWords(fault));
      }
      refreshAfterMoving(client, [ticketId, ...back]);
    },
    [client, faultWords, open, t],
  );
}
