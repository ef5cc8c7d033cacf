/** A conversation of an inbox: read and answered with the parts of a ticket's screen, but without a ticket. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import ArrowLeft from "lucide-react/icons/arrow-left";
import PanelRight from "lucide-react/icons/panel-right";
import SearchX from "lucide-react/icons/search-x";
import { useCallback, useEffect, useRef, useState } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys, placeOfThread } from "~/api/keys";
import { QueryFailure } from "~/api/query-failure";
import type { ConversationScreen } from "~/api/shapes";
import { Composer, type ComposerHandle } from "~/conversations/composer/composer";
import { askRead } from "~/conversations/marking";
import { ScheduledReplies } from "~/conversations/scheduled-replies";
import { Thread, type ThreadHandle, ThreadWaiting } from "~/conversations/thread";
import { useMessageActs } from "~/conversations/use-message-acts";
import { useAtLeast } from "~/lib/media";
import { type Command, useCommands } from "~/lib/shortcuts";
import { useLooking } from "~/live/live";
import { useHistory } from "~/tickets/queries";
import { IconButton } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Panel } from "~/ui/panel";
import { toast } from "~/ui/toast";
import { InboxActions } from "./inbox-actions.tsx";
import { InboxOwner } from "./inbox-owner.tsx";
import { InboxSidebar } from "./inbox-sidebar.tsx";
import { SpamNotice } from "./spam-notice.tsx";
import { type InboxThreadScreen, changeThread, inboxThreadQuery } from "./inbox-queries.ts";

type Props = { readonly threadId: number; readonly onBack: (() => void) | null; readonly onGone: () => void };

export function InboxConversation({ threadId, onBack, onGone }: Props) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(inboxThreadQuery(threadId));
  const back = onBack ? (
    <IconButton label={t`Back to the list`} icon={<ArrowLeft size={16} />} onClick={onBack} className="-ml-2" />
  ) : null;
  if (error instanceof Refusal && error.status === 404) {
    return (
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-header shrink-0 items-center border-b border-border px-4">{back}</div>
        <EmptyState icon={<SearchX size={28} strokeWidth={1.5} />} title={t`This conversation is not here`}>
          <Trans>It may have been moved to the help desk, or you may not be allowed to see it.</Trans>
        </EmptyState>
      </div>
    );
  }
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className="min-w-0 flex-1 p-4">
        <ThreadWaiting />
      </div>
    );
  }
  return <Open screen={data} back={back} onGone={onGone} />;
}

function Open({
  screen,
  back,
  onGone,
}: {
  readonly screen: InboxThreadScreen;
  readonly back: React.ReactNode;
  readonly onGone: () => void;
}) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const client = useQueryClient();
  const hasRoom = useAtLeast("xl");
  const [isSheetOpen, setSheetOpen] = useState(false);
  const { thread } = screen;
  const place = placeOfThread(thread.id);
  useLooking(place);
  const { events, needEvents } = useHistory(place);
  const composer = useRef<ComposerHandle>(null);
  const conversation = useRef<ThreadHandle>(null);
  const [readMessageId] = useState(Math.max(0, screen.read_message_id));
  const isLeft = useRef(false);
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: keys.inboxes }), [client]);
  const told = useCallback((fault: unknown) => void toast.failed(faultWords(fault)), [faultWords]);

  // The list marks what one has begun to write, and no event tells of it.
  const hasDraft = Object.keys(screen.drafts).length > 0;
  const isMarked = useRef(hasDraft);
  useEffect(() => {
    if (isMarked.current === hasDraft) return;
    isMarked.current = hasDraft;
    void client.invalidateQueries({ queryKey: keys.inboxLists(thread.inbox_id) });
  }, [client, hasDraft, thread.inbox_id]);

  const change = (what: Parameters<typeof changeThread>[1], words: string, undo: Parameters<typeof changeThread>[1]) =>
    void changeThread(thread.id, what)
      .then(() => toast.done(words, { undo: () => void changeThread(thread.id, undo).catch(told).finally(refresh) }))
      .catch(told)
      .finally(refresh);
  const isClosed = thread.closed_at !== null;
  const toggleClosed = () =>
    change({ is_closed: !isClosed }, isClosed ? t`The conversation is open again` : t`The conversation is closed`, {
      is_closed: isClosed,
    });
  const toggleSpam = () =>
    change(
      { is_spam: !thread.is_spam },
      thread.is_spam ? t`The conversation is not spam` : t`The conversation is spam`,
      { is_spam: thread.is_spam },
    );
  const acts: readonly Command[] = [
    {
      id: "reply",
      label: t`Reply to the customer`,
      group: t`Inboxes`,
      keys: "r",
      run: () => composer.current?.write("reply"),
    },
    {
      id: "comment",
      label: t`Comment for colleagues`,
      group: t`Inboxes`,
      keys: "c",
      run: () => composer.current?.write("comment"),
    },
    {
      id: "close-conversation",
      label: isClosed ? t`Reopen the conversation` : t`Close the conversation`,
      group: t`Inboxes`,
      keys: "e",
      run: toggleClosed,
    },
  ];
  useCommands(thread.is_spam ? [] : acts);

  const onSeen = useCallback(
    (messageId: number) => {
      if (!isLeft.current && document.visibilityState === "visible")
        void askRead(place, messageId).then(refresh, () => undefined);
    },
    [place, refresh],
  );
  const messageActs = useMessageActs(place, composer, refresh);
  const whole: ConversationScreen = { ...screen, ticket: null };
  return (
    <>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex h-header shrink-0 items-center gap-2 border-b border-border pr-2 pl-4 md:pr-3">
          {back}
          <h2 dir="auto" className="min-w-0 flex-1 truncate text-14 font-strong">
            {thread.subject || t`No subject`}
          </h2>
          <InboxOwner
            thread={thread}
            onChange={(holder) =>
              change(holder, t`The owner is changed`, { owner_id: thread.owner_id, team_id: thread.team_id })
            }
          />
          {hasRoom ? null : (
            <IconButton
              label={t`Details`}
              icon={<PanelRight size={16} />}
              aria-expanded={isSheetOpen}
              onClick={() => setSheetOpen(!isSheetOpen)}
            />
          )}
          <InboxActions
            thread={thread}
            otherTickets={screen.other_tickets}
            isClosed={isClosed}
            onToggleClosed={toggleClosed}
            onSpam={toggleSpam}
            onUnread={() => {
              isLeft.current = true;
            }}
            onGone={onGone}
          />
        </header>
        <Thread
          ref={conversation}
          ticketId={place}
          threadId={null}
          threads={screen.threads}
          newest={screen.messages}
          events={events}
          readMessageId={readMessageId}
          onSeen={onSeen}
          onNeedEvents={needEvents}
          {...messageActs}
          {...(thread.is_spam ? { onAnswer: undefined, onForward: undefined } : {})}
          below={
            screen.scheduled.length > 0 ? (
              <ScheduledReplies
                ticketId={place}
                replies={screen.scheduled}
                onEdit={() => composer.current?.write("reply")}
                isAside={thread.is_spam}
              />
            ) : null
          }
        />
        {thread.is_spam ? (
          <SpamNotice mayJudge={thread.may.spam} onNotSpam={toggleSpam} />
        ) : (
          <Composer
            ref={composer}
            ticketId={place}
            screen={whole}
            threadId={thread.id}
            onSent={() => conversation.current?.toEnd()}
          />
        )}
      </div>
      {hasRoom ? (
        <aside aria-label={t`Details`} className="w-[280px] shrink-0 overflow-y-auto border-l border-border">
          <InboxSidebar screen={screen} />
        </aside>
      ) : null}
      {!hasRoom && isSheetOpen ? (
        <Panel title={t`Details`} onClose={() => setSheetOpen(false)}>
          <div className="-mx-4 -my-4">
            <InboxSidebar screen={screen} />
          </div>
        </Panel>
      ) : null}
    </>
  );
}
