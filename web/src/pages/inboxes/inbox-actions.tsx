/** What else can be done with a conversation: move it, close it, leave it unread, mark it as spam. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import Ellipsis from "lucide-react/icons/ellipsis";
import { Suspense, lazy, useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { keys, placeOfThread } from "~/api/keys";
import type { TicketBrief } from "~/api/shapes";
import { askUnread } from "~/conversations/marking";
import { IconButton } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import { toast } from "~/ui/toast";
import type { InboxThread } from "./inbox-queries.ts";

const MoveThreadDialog = lazy(async () => ({
  default: (await import("~/tickets/move/move-thread-dialog")).MoveThreadDialog,
}));

type Props = {
  readonly thread: InboxThread;
  readonly otherTickets: readonly TicketBrief[];
  readonly isClosed: boolean;
  readonly onToggleClosed: () => void;
  readonly onSpam: () => void;
  readonly onUnread: () => void;
  readonly onGone: () => void;
};

export function InboxActions({ thread, otherTickets, isClosed, onToggleClosed, onSpam, onUnread, onGone }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const faultWords = useFaultWords();
  const [isMoving, setMoving] = useState(false);
  function unread() {
    onUnread();
    void askUnread(placeOfThread(thread.id))
      .catch((fault: unknown) => void toast.failed(faultWords(fault)))
      .finally(() => void client.invalidateQueries({ queryKey: keys.inboxes }));
  }
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t`More about this conversation`} icon={<Ellipsis size={16} />} />}>
        {thread.may.move && !thread.is_spam ? (
          <MenuItem onSelect={() => setMoving(true)}>{t`Move thread`}</MenuItem>
        ) : null}
        {thread.is_spam ? null : (
          <MenuItem shortcut="e" onSelect={onToggleClosed}>
            {isClosed ? t`Reopen the conversation` : t`Close the conversation`}
          </MenuItem>
        )}
        <MenuItem onSelect={unread}>{t`Mark as unread`}</MenuItem>
        {thread.may.spam ? (
          <MenuItem onSelect={onSpam}>{thread.is_spam ? t`Not spam` : t`Mark as spam`}</MenuItem>
        ) : null}
      </Menu>
      {isMoving ? (
        <Suspense fallback={null}>
          <MoveThreadDialog
            threads={[thread]}
            ticket={null}
            inboxId={thread.inbox_id}
            suggested={otherTickets}
            onClose={() => setMoving(false)}
            onMoved={(ticketId) =>
              ticketId === null
                ? onGone()
                : void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(ticketId) } })
            }
          />
        </Suspense>
      ) : null}
    </>
  );
}
