/** What one can do to a ticket: each act shows at once, says so with a way back, and tells when somebody else was faster. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { Refusal, api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { askInLine } from "~/api/line";
import type { TicketFacts, TicketWhole } from "~/api/shapes";
import { askRead, askUnread } from "~/conversations/marking";
import { type StillLeaving, useStillLeaving } from "~/conversations/still-leaving";
import { useConflictWords } from "~/crm/use-conflict-words";
import { toast } from "~/ui/toast";
import { useDirectory } from "~/users/session";
import { changeCachedTicket, refreshTicket, showChange, showWhileAsked } from "./cached-rows.ts";
import { type TicketEdit, edited, replaced, whereOf } from "./ticket.ts";

type Row = TicketFacts & Partial<TicketWhole>;
type Changed = { readonly ticket: Partial<TicketWhole>; readonly still_leaving?: readonly StillLeaving[] };

/** How far one has read what one has marked as unread. */
export const leftUnread = -1;

/** The server's value in a refused edit, by field. */
function currentValue(fault: unknown, change: TicketEdit): TicketEdit | null {
  if (!(fault instanceof Refusal) || fault.code !== "ticket.changed") return null;
  const { field, current } = fault.facts;
  if (typeof field !== "string") return null;
  return (
    field in (change.properties ?? {}) ? { properties: { [field]: current ?? null } } : { [field]: current ?? null }
  ) as TicketEdit;
}

/** For toasts: an older change of the same can't be taken back once there is a newer one. */
function whatOf(id: number, { properties = {}, ...change }: TicketEdit): string {
  return `change ${id} ${Object.keys({ ...change, ...properties }).join(" ")}`;
}

/** Returns `edit(row, change, said)`: `said` is the toast's sentence, such as "Owner is now Ann". */
export function useEditTicket() {
  const client = useQueryClient();
  const directory = useDirectory();
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const conflictWords = useConflictWords("tickets");
  const { tell: stillLeaving } = useStillLeaving();

  return useCallback(
    (shown: Row, first: TicketEdit, firstSaid: string): Promise<void> => {
      /** `known` is asked once more when the change leaves. */
      async function put(known: () => Row, change: TicketEdit, said: string, isUndo = false): Promise<void> {
        const row = known();
        const before = replaced(row, change);
        const after = edited(row, change, directory);
        void changeCachedTicket(client, row.id, (cached) => edited(cached, change, directory));
        // What the server keeps may be written otherwise than what was sent: an undo must expect its words.
        let kept: Row = after;
        const note = toast.done(said, {
          about: whatOf(row.id, change),
          ...(isUndo ? {} : { undo: () => void put(() => kept, before, t`Changed back`, true) }),
        });
        try {
          const answer = await askInLine(`tickets/${row.id}`, () =>
            api.patch<Changed>(`/tickets/${row.id}`, {
              ...change,
              expected: replaced(known(), change),
              ...(isUndo && change.status_id !== undefined ? { snoozed_again: true } : {}),
            }),
          );
          kept = { ...after, ...answer.ticket };
          stillLeaving(row.id, answer.still_leaving);
        } catch (fault) {
          toast.close(note);
          const current = currentValue(fault, change);
          await changeCachedTicket(client, row.id, (cached) => edited(cached, current ?? before, directory));
          if (current) {
            toast.failed(t`Somebody else changed this first. Theirs is shown, yours was not saved.`, {
              detail: conflictWords(current, change),
              action: {
                label: t`Change it anyway`,
                run: () => void put(() => edited(after, current, directory), change, said),
              },
            });
          } else
            toast.failed(faultWords(fault), {
              action: { label: t`Try again`, run: () => void put(() => row, change, said) },
            });
        }
        refreshTicket(client, row.id);
      }
      return put(() => shown, first, firstSaid);
    },
    [client, directory, faultWords, conflictWords, stillLeaving, t],
  );
}

/** Following, reading, trashing: small acts that are shown at once and asked of the server behind. */
export function useTicketActs(id: number) {
  const client = useQueryClient();
  const { t } = useLingui();
  const faultWords = useFaultWords();

  const act = useCallback(
    async (change: Partial<TicketWhole>, ask: () => Promise<unknown>): Promise<boolean> => {
      try {
        await showWhileAsked(client, id, change, ask);
        return true;
      } catch (fault) {
        toast.failed(faultWords(fault));
        return false;
      }
    },
    [client, id, faultWords],
  );

  const follow = useCallback(
    async (isFollowing: boolean) => {
      const ask = () => (isFollowing ? api.post(`/tickets/${id}/follow`) : api.delete(`/tickets/${id}/follow`));
      if (await act({ is_following: isFollowing }, () => askInLine(`tickets/${id}`, ask)))
        toast.done(isFollowing ? t`You follow this ticket now` : t`You no longer follow this ticket`, {
          about: `follow ${id}`,
        });
    },
    [act, id, t],
  );
  /** Quiet: nothing is said, and a failure only means that the ticket stays bold. */
  const markRead = useCallback(
    async (messageId: number) => {
      showChange(client, id, (row) => ({ ...row, is_unread: false, read_message_id: messageId }));
      await askRead(id, messageId).catch(() => undefined);
    },
    [client, id],
  );
  const markUnread = useCallback(async () => {
    if (await act({ is_unread: true, read_message_id: leftUnread }, () => askUnread(id)))
      toast.done(t`Marked as unread for you`);
  }, [act, id, t]);
  const restore = useCallback(async () => {
    if (await act({ deleted_at: null }, () => askInLine(`tickets/${id}`, () => api.post(`/tickets/${id}/restore`))))
      toast.done(t`The ticket is back`, { about: whereOf(id) });
  }, [act, id, t]);
  const notSpam = useCallback(async () => {
    if (await act({ spam_at: null }, () => askInLine(`tickets/${id}`, () => api.post(`/tickets/${id}/not-spam`))))
      toast.done(t`The ticket is back from Spam`, { about: whereOf(id) });
  }, [act, id, t]);
  const trash = useCallback(async () => {
    const done = await act({ deleted_at: new Date().toISOString() }, () =>
      askInLine(`tickets/${id}`, () => api.delete(`/tickets/${id}`)),
    );
    if (done) toast.done(t`Moved to the trash`, { undo: () => void restore(), about: whereOf(id) });
    return done;
  }, [act, id, restore, t]);

  return { follow, markRead, markUnread, trash, restore, notSpam };
}
