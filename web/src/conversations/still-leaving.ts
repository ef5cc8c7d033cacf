/** Closing a ticket cancels no reply that somebody scheduled: whoever closes it is told, and may hold the reply back. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import type { ScheduledReply } from "~/api/shapes";
import { shortMoment } from "~/lib/time";
import { toast } from "~/ui/toast";
import { findUser, useDirectory, useMe } from "~/users/session";
import { scheduled } from "./commands.ts";

export type StillLeaving = Pick<ScheduledReply, "id" | "user_id" | "send_at">;

/** More than these are seen on the ticket alone. */
const mostTold = 2;

export function useStillLeaving() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const directory = useDirectory();
  const me = useMe();

  /** Takes it out of the line, and says who has the words now. */
  const withdraw = useCallback(
    async (ticketId: number, reply: StillLeaving) => {
      const writer = findUser(directory, reply.user_id)?.name ?? t`A colleague`;
      try {
        await scheduled.cancel(reply.id);
        toast.done(
          reply.user_id === me.id
            ? t`It will not be sent. Its words are kept as your draft.`
            : t`It will not be sent. ${writer} has its words as a draft again.`,
        );
      } catch (refusal) {
        toast.failed(faultWords(refusal));
      }
      for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
        void client.invalidateQueries({ queryKey });
    },
    [client, directory, faultWords, me.id, t],
  );

  const tell = useCallback(
    (ticketId: number, replies: readonly StillLeaving[] = []) => {
      for (const reply of replies.slice(0, mostTold)) {
        const writer = findUser(directory, reply.user_id)?.name ?? t`A colleague`;
        const when = shortMoment(new Date(reply.send_at), new Date(), i18n.locale);
        toast.done(
          reply.user_id === me.id
            ? t`Your scheduled reply still leaves on ${when}`
            : t`The scheduled reply of ${writer} still leaves on ${when}`,
          {
            action: { label: t`Don’t send it`, run: () => void withdraw(ticketId, reply) },
            about: `scheduled reply ${reply.id}`,
          },
        );
      }
    },
    [directory, i18n.locale, me.id, t, withdraw],
  );
  return { tell, withdraw };
}
