/** Replies that wait for their time, below what was said: not said yet, and their writer's to send, edit or cancel. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import CalendarClock from "lucide-react/icons/calendar-clock";
import { useId, useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { type PlaceId, keys } from "~/api/keys";
import type { ScheduledReply } from "~/api/shapes";
import { exactTime } from "~/lib/time";
import { Button } from "~/ui/button";
import { toast } from "~/ui/toast";
import { findUser, useDirectory, useMe } from "~/users/session";
import { scheduled } from "./commands.ts";
import { PlainText } from "./plain-text.tsx";
import { useStillLeaving } from "./still-leaving.ts";

type Props = {
  readonly ticketId: PlaceId;
  readonly replies: readonly ScheduledReply[];
  /** The words are in the reply's text again. */ readonly onEdit: () => void;
  /** In the trash or in Spam, from where nothing is sent. */ readonly isAside: boolean;
  /** Of a closed ticket it leaves all the same, and who sees it may hold it back. */ readonly isClosed?: boolean;
};

export function ScheduledReplies({ replies, ...rest }: Props) {
  return replies.map((reply) => <Scheduled key={reply.id} reply={reply} {...rest} />);
}

function Scheduled({
  ticketId,
  reply,
  onEdit,
  isAside,
  isClosed = false,
}: Omit<Props, "replies"> & { readonly reply: ScheduledReply }) {
  const { t, i18n } = useLingui();
  const faultWords = useFaultWords();
  const client = useQueryClient();
  const id = useId();
  const directory = useDirectory();
  const isMine = useMe().id === reply.user_id;
  const [isBusy, setBusy] = useState(false);
  const { withdraw } = useStillLeaving();
  const writer = findUser(directory, reply.user_id)?.name ?? t`A colleague`;
  const when = exactTime(new Date(reply.send_at), i18n.locale);

  async function act(run: (id: number) => Promise<unknown>, then?: () => void) {
    setBusy(true);
    try {
      await run(reply.id);
      await client.invalidateQueries({ queryKey: keys.ticket(ticketId) });
      then?.();
    } catch (refusal) {
      toast.failed(faultWords(refusal));
    } finally {
      setBusy(false);
      for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
        void client.invalidateQueries({ queryKey });
    }
  }

  return (
    <article
      aria-labelledby={id}
      data-scheduled={reply.id}
      className="rounded-8 border border-dashed border-border-strong px-3 py-3"
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <CalendarClock size={16} aria-hidden className="text-quiet" />
        <h3 id={id} className="min-w-0 text-13">
          <Trans>
            <bdi>{writer}</bdi>, scheduled
          </Trans>
        </h3>
        <time dateTime={reply.send_at} className="text-12 text-quiet">
          {when}
        </time>
        {reply.only_if_unanswered ? (
          <span className="text-12 text-quiet">
            <Trans>Only if the customer has not answered</Trans>
          </span>
        ) : null}
      </header>
      <div className="mt-1.5">
        <PlainText text={reply.text} />
      </div>
      {isAside ? (
        <p className="mt-1.5 text-12 text-quiet">
          <Trans>
            Nothing is sent from the trash or from Spam. If it is still there then, the words are kept as a draft.
          </Trans>
        </p>
      ) : null}
      {isClosed && !isAside ? (
        <p className="mt-1.5 text-12 text-warning">
          <Trans>The ticket is closed. This reply still leaves at its time.</Trans>
        </p>
      ) : null}
      {!isMine && isClosed && typeof ticketId === "number" ? (
        <Button
          size="small"
          className="mt-2"
          busy={isBusy}
          onClick={() => {
            setBusy(true);
            void withdraw(ticketId, reply).finally(() => setBusy(false));
          }}
        >
          <Trans>Don’t send it</Trans>
        </Button>
      ) : null}
      {isMine ? (
        <div className="mt-2 flex flex-wrap gap-2">
          {isAside ? null : (
            <>
              <Button size="small" busy={isBusy} onClick={() => void act(scheduled.send)}>
                <Trans>Send now</Trans>
              </Button>
              <Button size="small" disabled={isBusy} onClick={() => void act(scheduled.edit, onEdit)}>
                <Trans>Edit</Trans>
              </Button>
            </>
          )}
          <Button
            size="small"
            disabled={isBusy}
            onClick={() =>
              void act(scheduled.cancel, () => toast.done(t`It will not be sent. Its words are kept as your draft.`))
            }
          >
            <Trans>Cancel</Trans>
          </Button>
        </div>
      ) : null}
    </article>
  );
}
