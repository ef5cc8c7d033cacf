/** Which tickets are linked with one, linking another, and taking a link away: shown at once, with a way back. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { askInLine } from "~/api/line";
import { toast } from "~/ui/toast";

/** What the other ticket is to this one. */
export type LinkKind = "related" | "parent" | "child";
export type LinkedTicket = {
  readonly id: number;
  readonly name: string;
  readonly status_id: number;
  readonly is_closed: boolean;
  readonly kind: LinkKind;
};
type Listed = readonly LinkedTicket[];

function linksQuery(ticketId: number) {
  return queryOptions({
    queryKey: keys.ticketLinks(ticketId),
    queryFn: async ({ signal }) =>
      (await api.get<{ readonly links: Listed }>(`/tickets/${ticketId}/links`, { signal })).links,
  });
}

export function useLinks(ticketId: number) {
  const client = useQueryClient();
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const { data, error, refetch } = useQuery(linksQuery(ticketId));
  const path = `/tickets/${ticketId}/links`;

  async function act(change: (now: Listed) => Listed, ask: () => Promise<unknown>, said: string, undo: () => void) {
    const { queryKey } = linksQuery(ticketId);
    await client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, (now) => now && change(now));
    const note = toast.done(said, { undo });
    try {
      await askInLine(`tickets/${ticketId}`, ask);
    } catch (fault) {
      toast.close(note);
      toast.failed(faultWords(fault));
    }
    void client.invalidateQueries({ queryKey: keys.ticket(ticketId) });
  }
  function put(other: LinkedTicket, said: string, undo: () => void) {
    void act(
      (now) => [...now.filter((one) => one.id !== other.id), other],
      () => api.post(path, { other_id: other.id, kind: other.kind }),
      said,
      undo,
    );
  }
  function drop(other: LinkedTicket, said: string, undo: () => void) {
    void act(
      (now) => now.filter((one) => one.id !== other.id),
      () => api.delete(`${path}/${other.id}`),
      said,
      undo,
    );
  }
  function add(other: LinkedTicket) {
    // A pair has one link: choosing another kind for it is a change, and undone as one.
    const before = data?.find((one) => one.id === other.id);
    const undo = () =>
      before
        ? put(before, t`The link with #${other.id} is as before`, () => add(other))
        : drop(other, t`The link with #${other.id} is gone again`, () => add(other));
    put(other, t`Linked with #${other.id}`, undo);
  }
  function remove(other: LinkedTicket) {
    drop(other, t`No longer linked with #${other.id}`, () =>
      put(other, t`Linked with #${other.id} again`, () => remove(other)),
    );
  }
  return { links: data, error, refetch, add, remove };
}
