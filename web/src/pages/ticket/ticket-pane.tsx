/** One ticket wherever it is read: its values at the top, what was said in the middle, what belongs to it at the side. Knows nothing of addresses. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import SearchX from "lucide-react/icons/search-x";
import { type ReactNode, useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import type { TicketScreen } from "~/api/shapes";
import { useIsConfirmed } from "~/conversations/choosing";
import { Composer, type ComposerHandle } from "~/conversations/composer/composer";
import { ScheduledReplies } from "~/conversations/scheduled-replies";
import { Thread, type ThreadHandle } from "~/conversations/thread";
import { ThreadSwitcher } from "~/conversations/thread-switcher";
import { useMessageActs } from "~/conversations/use-message-acts";
import { classes } from "~/lib/classes";
import { useAtLeast } from "~/lib/media";
import { useStored } from "~/lib/stored";
import { useLooking } from "~/live/live";
import { refreshTicket } from "~/tickets/cached-rows";
import { useEditTicket } from "~/tickets/commands";
import { HeaderFields, type OpenField } from "~/tickets/header-fields";
import { useHistory, useTicketScreen } from "~/tickets/queries";
import { isPutAside, statusOnToggle } from "~/tickets/ticket";
import { SplitDetails } from "~/tickets/split/split-details";
import { PutAside, PutAsideNotice } from "~/tickets/trash/put-aside";
import { useReading } from "~/tickets/use-reading";
import { EmptyState } from "~/ui/empty-state";
import { Failure } from "~/ui/failure";
import { Panel } from "~/ui/panel";
import { Splitter } from "~/ui/splitter";
import { useDirectory, useMe } from "~/users/session";
import { TicketBanners } from "./ticket-banners.tsx";
import { TicketHeader } from "./ticket-header.tsx";
import { useTicketShortcuts } from "./ticket-shortcuts.ts";
import { TicketSidebar } from "./ticket-sidebar.tsx";
import { TicketWaiting } from "./ticket-waiting.tsx";

export type TicketPaneProps = {
  readonly ticketId: number;
  /** What stands before the ticket's name: the way back, or the way out. */
  readonly lead?: ReactNode;
  /** From which width of the window the details stand beside the conversation; before it, or never, they come over it. */
  readonly sideFrom?: "lg" | "xl" | "never";
};

export function TicketPane({ ticketId, lead, sideFrom = "lg" }: TicketPaneProps) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const { data, error, refetch } = useTicketScreen(ticketId);
  const hasRoom = useAtLeast(sideFrom === "xl" ? "xl" : "lg");
  const isWide = sideFrom !== "never" && hasRoom;
  const [isSideKept] = useStored<boolean>("ticket.side", true);
  useLooking(ticketId);
  // Also of one that is open: it was purged, or is out of sight by now.
  if (error instanceof Refusal && error.status === 404) {
    return (
      <WithoutTicket lead={lead}>
        <EmptyState icon={<SearchX size={28} strokeWidth={1.5} />} title={t`This ticket is not here`}>
          <Trans>It may have been purged, or you may not be allowed to see it.</Trans>
        </EmptyState>
      </WithoutTicket>
    );
  }
  if (data) return <OpenTicket screen={data} lead={lead} isWide={isWide} />;
  if (error) {
    return (
      <WithoutTicket lead={lead}>
        <Failure title={t`The ticket could not be loaded`} onRetry={() => void refetch()}>
          {faultWords(error)}
        </Failure>
      </WithoutTicket>
    );
  }
  return <TicketWaiting lead={lead} hasSide={isWide && isSideKept} />;
}

/** Nothing to show, but the way back stands where it always does. */
function WithoutTicket({ lead, children }: { readonly lead: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-header shrink-0 items-center border-b border-border px-2">{lead}</div>
      {children}
    </div>
  );
}

function OpenTicket({
  screen,
  lead,
  isWide,
}: {
  readonly screen: TicketScreen;
  readonly lead: ReactNode;
  readonly isWide: boolean;
}) {
  const { t } = useLingui();
  const { ticket } = screen;
  const client = useQueryClient();
  const directory = useDirectory();
  const me = useMe();
  const edit = useEditTicket();
  const { events, needEvents } = useHistory(ticket.id);
  const reading = useReading(ticket);
  const [isSideKept, setSideKept] = useStored<boolean>("ticket.side", true);
  const [sideWidth, setSideWidth] = useStored<number>("ticket.side-width", 320);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const isSplitting = useIsConfirmed(ticket.id);
  // Where there is no room beside the conversation, the new ticket's fields stand where one would write.
  const isSplitBelow = useAtLeast("md") && isSplitting && !isWide;
  const [openField, setOpenField] = useState<OpenField>(null);
  const [threadId, setThreadId] = useState<number | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const thread = useRef<ThreadHandle>(null);

  const toThread = () => thread.current?.focus();
  const isAside = isPutAside(ticket);
  useTicketShortcuts(
    ticket.is_closed,
    isAside
      ? null
      : {
          reply: () => composer.current?.write("reply"),
          comment: () => composer.current?.write("comment"),
          toggleClosed: () => {
            const status = statusOnToggle(ticket, directory);
            if (status) void edit(ticket, { status_id: status.id }, t`Status is now ${status.label}`);
          },
          assign: () => setOpenField("owner"),
          take: () => ticket.owner_id !== me.id && void edit(ticket, { owner_id: me.id }, t`The ticket is yours now`),
          prioritise: () => setOpenField("priority"),
        },
  );

  const refresh = useCallback(() => refreshTicket(client, ticket.id), [client, ticket.id]);
  const messageActs = useMessageActs(ticket.id, composer, refresh);

  const isWhole = useWholeAtOnce();
  // What was said paints first, what belongs to it in the frame after.
  const later = useDeferredValue<TicketScreen | null>(screen, null);
  const side = later ? <TicketSidebar screen={later} /> : null;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <TicketHeader
        ticket={ticket}
        lead={lead}
        isSideOpen={isWide ? isSideKept : isSheetOpen}
        onSide={() => (isWide ? setSideKept(!isSideKept) : setSheetOpen(!isSheetOpen))}
        onUnread={reading.leaveUnread}
      />
      {isWhole ? (
        <HeaderFields ticket={ticket} open={openField} onOpen={setOpenField} />
      ) : (
        <div className="h-9 shrink-0 box-content border-b border-border pointer-coarse:h-11" />
      )}
      <TicketBanners ticket={ticket} onWake={toThread} />
      <div className={classes("flex min-h-0 flex-1", isSplitBelow && "flex-col")}>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <ThreadSwitcher threads={screen.threads} threadId={threadId} onChange={setThreadId} />
          <Thread
            ref={thread}
            ticketId={ticket.id}
            threadId={threadId}
            threads={screen.threads}
            newest={screen.messages}
            events={events}
            readMessageId={reading.readMessageId}
            onSeen={reading.onSeen}
            onNeedEvents={needEvents}
            below={
              screen.scheduled.length > 0 ? (
                <ScheduledReplies
                  ticketId={ticket.id}
                  replies={screen.scheduled}
                  onEdit={() => composer.current?.write("reply")}
                  isAside={isAside}
                  isClosed={ticket.is_closed}
                />
              ) : null
            }
            {...messageActs}
            {...(isAside ? { onAnswer: undefined, onForward: undefined } : {})}
          />
          <div className={isSplitBelow ? "hidden" : "contents"}>
            {isAside ? (
              <PutAside ticket={ticket} onBack={toThread} />
            ) : isWhole ? (
              <Composer
                ref={composer}
                ticketId={ticket.id}
                screen={screen}
                threadId={threadId}
                onSent={() => thread.current?.toEnd()}
              />
            ) : (
              <div className="h-[150px] shrink-0 border-t border-border max-md:h-9" />
            )}
          </div>
        </div>
        <SplitDetails ticket={ticket} place={isWide ? "beside" : "below"} />
        {isWide && isSideKept && !isSplitting ? (
          <>
            <Splitter
              label={t`Width of the details`}
              size={sideWidth}
              min={240}
              max={520}
              side="after"
              onResize={setSideWidth}
            />
            <aside aria-label={t`Details`} className="shrink-0 overflow-y-auto" style={{ width: sideWidth }}>
              {side}
            </aside>
          </>
        ) : null}
        {!isWide && isSheetOpen ? (
          <Panel title={t`Details`} onClose={() => setSheetOpen(false)}>
            <div className="-mx-4 -my-4">
              <PutAsideNotice ticket={ticket} />
              {side}
            </div>
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

let hasOpened = false;

/** The first ticket of a visit runs code that never ran before: its words come first, the fields around them a frame later. */
function useWholeAtOnce(): boolean {
  const isWhole = useDeferredValue(true, hasOpened);
  useEffect(() => {
    hasOpened = true;
  }, []);
  return isWhole;
}
