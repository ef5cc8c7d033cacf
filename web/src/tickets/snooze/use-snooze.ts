/** Puts a ticket aside and brings it back, each with its way back. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { askInLine } from "~/api/line";
import { shortMoment } from "~/lib/time";
import { toast } from "~/ui/toast";
import { showWhileAsked } from "../cached-rows.ts";
import { whereOf } from "../ticket.ts";

export type Snooze = { readonly until: string | null; readonly until_reply: boolean };

export function useSnooze(id: number) {
  const client = useQueryClient();
  const { t, i18n } = useLingui();
  const faultWords = useFaultWords();

  /** `end` null: awake. */
  const put = useCallback(
    async (end: Snooze | null): Promise<boolean> => {
      const shown = {
        is_snoozed: end !== null,
        snoozed_until: end?.until ?? null,
        snoozed_until_reply: end?.until_reply ?? false,
      };
      const ask = () => (end ? api.post(`/tickets/${id}/snooze`, end) : api.delete(`/tickets/${id}/snooze`));
      try {
        await showWhileAsked(client, id, shown, () => askInLine(`tickets/${id}`, ask));
        return true;
      } catch (fault) {
        toast.failed(faultWords(fault));
        return false;
      }
    },
    [client, id, faultWords],
  );

  const snooze = useCallback(
    async (end: Snooze, before: Snooze | null) => {
      if (!(await put(end))) return;
      const time = end.until ? shortMoment(new Date(end.until), new Date(), i18n.locale) : "";
      toast.done(end.until ? t`Snoozed until ${time}` : t`Snoozed until the customer answers`, {
        undo: () => void put(before),
        about: whereOf(id),
      });
    },
    [id, put, i18n.locale, t],
  );
  const wake = useCallback(
    async (before: Snooze) => {
      if (await put(null)) toast.done(t`The ticket is back`, { undo: () => void put(before), about: whereOf(id) });
    },
    [id, put, t],
  );
  return { snooze, wake };
}
