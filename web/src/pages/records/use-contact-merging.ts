/** Two contacts become one, and two again at any time. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { toast } from "~/ui/toast";

export type ContactMerging = {
  readonly merge: (primaryId: number, otherId: number) => Promise<void>;
  readonly undo: (primaryId: number) => Promise<void>;
};

export function useContactMerging(): ContactMerging {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const faultWords = useFaultWords();
  function refresh() {
    for (const queryKey of [keys.contacts, keys.tickets, keys.lists]) void client.invalidateQueries({ queryKey });
  }
  async function undo(primaryId: number) {
    try {
      await api.post(`/contacts/${primaryId}/unmerge`, {});
      refresh();
      toast.done(t`They are two contacts again`);
    } catch (fault) {
      toast.failed(faultWords(fault));
    }
  }
  async function merge(primaryId: number, otherId: number) {
    await api.post(`/contacts/${primaryId}/merge`, { other_id: otherId });
    await navigate({ to: "/contacts/$recordId", params: { recordId: String(primaryId) } });
    refresh();
    toast.done(t`The contacts are merged`, { undo: () => void undo(primaryId) });
  }
  return { merge, undo };
}
