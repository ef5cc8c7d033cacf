/** All that was said on a ticket, oldest at the top, newest in view. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import ArrowDown from "lucide-react/icons/arrow-down";
import {
  type ReactNode,
  type Ref,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { PlaceId } from "~/api/keys";
import { useFaultWords } from "~/api/fault-words";
import type { MessagePage, Thread as ThreadShape, TimelineEvent } from "~/api/shapes";
import { dayHeading } from "~/lib/time";
import { Button } from "~/ui/button";
import { Skeleton, SkeletonText } from "~/ui/skeleton";
import { useMe } from "~/users/session";
import { Choosable } from "./choosable.tsx";
import { ChoosingBar } from "./choosing-bar.tsx";
import { choosing, useChoosing } from "./choosing.ts";
import { type MessageActs, MessageView } from "./message.tsx";
import { NothingSaid } from "./nothing-said.tsx";
import { useThreadMessages } from "./queries.ts";
import { placeOf } from "./scroll-memory.ts";
import { SystemNotes } from "./system-notes.tsx";
import { type ThreadItem, threadItems } from "./thread-items.ts";
import { useSoughtMessage } from "./sought-message.ts";
import { useThreadScroll } from "./use-thread-scroll.ts";

export type ThreadProps = MessageActs & {
  readonly ticketId: PlaceId;
  /** null: everything said on the ticket, in all its threads. */
  readonly threadId: number | null;
  readonly threads: readonly ThreadShape[];
  readonly newest: MessagePage;
  readonly events: readonly TimelineEvent[];
  /** The newest message that had been read before this opening. */
  readonly readMessageId: number;
  /** Called with the newest message's id when it comes into view. */
  readonly onSeen: (messageId: number) => void;
  /** Called with the time of the oldest message on the screen: the history must reach as far back. */
  readonly onNeedEvents: (since: string) => void;
  /** Below all that was said: what is still to be. */
  readonly below?: ReactNode;
  readonly ref: Ref<ThreadHandle>;
};

export type ThreadHandle = {
  readonly toEnd: () => void;
  /** For where a button goes away with its act: what was said is read on, by key too. */
  readonly focus: () => void;
};

export function Thread({
  ticketId,
  threadId,
  threads,
  newest,
  events,
  readMessageId,
  onSeen,
  onNeedEvents,
  below,
  ref,
  ...acts
}: ThreadProps) {
  const { t } = useLingui();
  const viewerId = useMe().id;
  const { messages, hasOlder, isLoadingOlder, failed, loadOlder } = useThreadMessages(ticketId, threadId, newest);
  const last = messages?.at(-1)?.id;
  const name = `${ticketId}/${threadId ?? "all"}`;
  const items = useMemo(
    () => threadItems({ messages: messages ?? [], events, hasOlder, readMessageId, viewerId }),
    [messages, events, hasOlder, readMessageId, viewerId],
  );
  const chosen = useChoosing(ticketId);
  const sought = useSoughtMessage();
  const shown = useNewestFirst(items, placeOf(name) === null && sought === null);
  const isFound = shown.some((item) => item.kind === "message" && item.message.id === sought);
  const scroll = useThreadScroll(name, messages?.[0]?.id, last, isFound ? sought : null);
  // Only where several conversations stand together must each say which it is.
  const subjects = useMemo(
    () =>
      threadId === null && threads.length > 1
        ? new Map(threads.map((thread) => [thread.id, thread.subject]))
        : noSubjects,
    [threadId, threads],
  );
  const unseen =
    messages?.filter((message) => message.id > readMessageId && message.direction === "incoming").length ?? 0;

  const start = hasOlder ? messages?.[0]?.created_at : "1970-01-01T00:00:00Z";
  useEffect(() => {
    if (start !== undefined) onNeedEvents(start);
  }, [start, onNeedEvents]);
  const isFurtherUp = sought !== null && hasOlder && (messages?.[0]?.id ?? 0) > sought;
  useEffect(() => {
    if (isFurtherUp && !isLoadingOlder && !failed) loadOlder();
  }, [isFurtherUp, isLoadingOlder, failed, loadOlder]);
  useImperativeHandle(
    ref,
    () => ({ toEnd: scroll.toEnd, focus: () => scroll.box.current?.focus({ preventScroll: true }) }),
    [scroll.toEnd, scroll.box],
  );

  useEffect(() => {
    if (last !== undefined && scroll.showsNewest) onSeen(last);
  }, [last, scroll.showsNewest, onSeen]);

  return (
    <section aria-label={t`Conversation`} className="relative flex min-h-0 flex-1 flex-col">
      {chosen && !chosen.isConfirmed ? <ChoosingBar state={chosen} /> : null}
      <div
        ref={scroll.box}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className="focus-inset min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div
          ref={scroll.content}
          className="mx-auto flex w-full max-w-[880px] flex-col gap-2 px-4 pt-3 pb-4 max-sm:px-2"
        >
          <Older hasOlder={hasOlder} isLoading={isLoadingOlder} failed={failed} onLoad={loadOlder} />
          {messages === undefined ? <ThreadWaiting /> : null}
          {shown.map((item) => {
            const drawn = <Item key={item.key} item={item} subjects={subjects} sought={sought} {...acts} />;
            if (!chosen || item.kind !== "message") return drawn;
            const { message } = item;
            return (
              <Choosable
                key={item.key}
                message={message}
                isChosen={chosen.chosen.has(message.id)}
                onChoose={(isChosen) => choosing.choose([message], isChosen)}
                onChooseFromHere={() =>
                  choosing.choose(messages?.filter((other) => other.id >= message.id) ?? [], true)
                }
              >
                {drawn}
              </Choosable>
            );
          })}
          {below}
          {messages?.length === 0 && !below ? (
            <NothingSaid events={events} mayAnswer={acts.onAnswer !== undefined} />
          ) : null}
        </div>
      </div>
      {scroll.showsNewest ? null : (
        <Button
          size="small"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
          onClick={scroll.toEnd}
        >
          <ArrowDown size={14} aria-hidden />
          {unseen > 0 && readMessageId > 0
            ? plural(unseen, { one: "# new message", other: "# new messages" })
            : t`Newest`}
        </Button>
      )}
    </section>
  );
}

type Subjects = ReadonlyMap<number, string | null>;
const noSubjects: Subjects = new Map();
const inFirstFrame = 8;

/** What is in view paints first; the rest, above it, a frame later. */
function useNewestFirst(items: readonly ThreadItem[], mayWait: boolean): readonly ThreadItem[] {
  const [waits] = useState(mayWait);
  const first = useMemo(() => items.slice(-inFirstFrame), [items]);
  return useDeferredValue(items, waits ? first : items);
}

function Item({
  item,
  subjects,
  sought,
  ...acts
}: MessageActs & { readonly item: ThreadItem; readonly subjects: Subjects; readonly sought: number | null }) {
  const { i18n } = useLingui();
  switch (item.kind) {
    case "day":
      return (
        <h2 className="my-2 flex items-center gap-3 text-12 font-normal text-quiet before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
          <span className="inline-block first-letter:uppercase">
            {dayHeading(new Date(item.at), new Date(), i18n.locale)}
          </span>
        </h2>
      );
    case "unread":
      return (
        <p className="my-1 flex items-center gap-3 text-12 font-strong text-accent before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">
          <Trans>New</Trans>
        </p>
      );
    case "notes":
      return <SystemNotes events={item.events} />;
    case "message":
      return (
        <MessageView
          message={item.message}
          isSought={item.message.id === sought}
          continues={item.continues}
          subject={item.changesThread ? (subjects.get(item.message.thread_id ?? 0) ?? null) : null}
          {...acts}
        />
      );
  }
}

/** Older messages come by themselves when one scrolls up to where they would be. */
function Older({
  hasOlder,
  isLoading,
  failed,
  onLoad,
}: {
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  readonly failed: unknown;
  readonly onLoad: () => void;
}) {
  const faultWords = useFaultWords();
  const mark = useRef<HTMLDivElement>(null);
  const waits = hasOlder && !isLoading && !failed;
  useEffect(() => {
    if (!mark.current || !waits) return;
    const watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && onLoad(), {
      rootMargin: "600px 0px 0px",
    });
    watch.observe(mark.current);
    return () => watch.disconnect();
  }, [waits, onLoad]);
  if (!hasOlder) return null;
  return (
    <div ref={mark} className="flex min-h-12 flex-col items-center justify-center gap-2 text-center text-quiet">
      {failed ? (
        <>
          <p role="alert">{faultWords(failed)}</p>
          <Button size="small" onClick={onLoad}>
            <Trans>Load older messages</Trans>
          </Button>
        </>
      ) : (
        <Skeleton className="w-40" />
      )}
    </div>
  );
}

export function ThreadWaiting() {
  return (
    <div className="flex flex-col gap-6 py-2">
      {[3, 2, 4].map((lines) => (
        <div key={lines} className="grid grid-cols-[32px_1fr] gap-3 px-3">
          <span aria-hidden className="shimmers appears-late block size-8 rounded-full" />
          <div>
            <Skeleton className="mb-2 w-48" />
            <SkeletonText lines={lines} />
          </div>
        </div>
      ))}
    </div>
  );
}
