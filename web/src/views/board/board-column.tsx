/** One status of the board: its count, and its cards to the end of however many there are. */
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Trans, useLingui } from "@lingui/react/macro";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { ListQuestion } from "~/api/keys";
import { QueryFailure } from "~/api/query-failure";
import type { Status, TicketRow } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { cappedCount } from "~/lib/numbers";
import { StatusIcon } from "~/tickets/ticket-marks";
import { Skeleton } from "~/ui/skeleton";
import { listMemory, useTicketList } from "../ticket-pages.ts";
import { countCap } from "../view-queries.ts";
import { BoardCard } from "./board-card.tsx";
import { type BoardNow, type ColumnHandle, useBoard } from "./board-context.ts";
import { columnQuestion } from "./board-queries.ts";

const cardHeight = 116;
const gap = 8;

export type BoardColumnProps = {
  readonly question: ListQuestion;
  readonly status: Status;
  readonly count: number | undefined;
  readonly now: BoardNow;
  readonly ref: Ref<ColumnHandle>;
};

const columnClasses =
  "flex min-h-0 w-72 min-w-60 shrink-0 flex-col rounded-8 max-md:w-[84vw] max-md:snap-center md:max-w-96 md:flex-1";

export function BoardColumn({ question, status, count, now, ref }: BoardColumnProps) {
  const { i18n } = useLingui();
  const id = useId();
  const { landing, focusBeside } = useBoard();
  const { lifted, dragged, chosen } = now;
  const own = columnQuestion(question, status.id);
  const list = useTicketList(own);
  const { rowAt, setRange, rowCount } = list;
  const [memory] = useState(() => listMemory(own));
  const [active, setActive] = useState(0);
  const [isOver, setOver] = useState(false);
  const whole = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    gap,
    overscan: 4,
    initialOffset: memory.offset,
  });
  const cards = virtual.getVirtualItems();
  const first = cards[0]?.index ?? 0;
  const last = cards.at(-1)?.index ?? 0;
  useEffect(() => setRange(first, last), [setRange, first, last]);
  useEffect(() => {
    const box = scroller.current;
    return () => {
      memory.offset = box?.scrollTop ?? memory.offset;
    };
  }, [memory]);
  useEffect(() => {
    const element = whole.current;
    const box = scroller.current;
    if (!element || !box) return undefined;
    return combine(
      dropTargetForElements({
        element,
        getData: () => ({ statusId: status.id }),
        canDrop: ({ source }) => (source.data["row"] as TicketRow).status_id !== status.id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
      autoScrollForElements({ element: box }),
    );
  }, [status.id]);

  const focusAt = (index: number) => {
    const to = Math.min(rowCount - 1, Math.max(0, index));
    if (!rowAt(to)) return;
    setActive(to);
    virtual.scrollToIndex(to);
    wanted.current = to;
  };
  const focusOn = (ticketId: number) => {
    for (let index = 0; index < rowCount; index += 1) {
      if (rowAt(index)?.id !== ticketId) continue;
      focusAt(index);
      return true;
    }
    return false;
  };
  useEffect(() => {
    if (landing.current?.statusId === status.id && focusOn(landing.current.id)) landing.current = null;
  });
  // The card may be drawn only after the column has scrolled to it.
  useEffect(() => {
    if (wanted.current === null) return;
    const card = scroller.current?.querySelector<HTMLElement>(`[data-place="${wanted.current}"] [data-card]`);
    if (!card) return;
    wanted.current = null;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  useImperativeHandle(ref, () => ({
    focusCard: () => focusAt(active),
    focusTicket: focusOn,
  }));

  function walk(event: KeyboardEvent) {
    if (
      lifted ||
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      !(event.target instanceof HTMLElement) ||
      !event.target.matches("[data-card]")
    )
      return;
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rowCount - 1 };
    const to = steps[event.key];
    if (to !== undefined) focusAt(to);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft")
      focusBeside(status.id, event.key === "ArrowRight" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  const isTarget = isOver || (lifted !== null && lifted.to.id === status.id && lifted.row.status_id !== status.id);
  return (
    <section
      ref={whole}
      data-status={status.id}
      aria-labelledby={`${id}-name`}
      className={classes(columnClasses, isTarget && "bg-accent-soft outline-2 -outline-offset-2 outline-accent")}
    >
      <ColumnHead nameId={`${id}-name`} status={status}>
        {count === undefined ? "" : cappedCount(count, countCap, i18n.locale)}
      </ColumnHead>
      {list.fault && !rowAt(0) ? <QueryFailure error={list.fault} onRetry={list.retry} /> : null}
      {list.isEmpty ? (
        <p className="px-2 py-3 text-quiet">
          <Trans>No tickets</Trans>
        </p>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the arrows of the cards in it */}
      <div
        ref={scroller}
        role="none"
        data-cards
        onKeyDown={walk}
        className="min-h-0 flex-1 overflow-y-auto overscroll-y-contain p-1"
      >
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {cards.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <li
                key={row ? row.id : `waiting-${index}`}
                data-place={index}
                className="absolute inset-x-0 top-0"
                style={{ height: cardHeight, transform: `translateY(${start}px)` }}
              >
                {row ? (
                  <BoardCard
                    row={row}
                    status={status}
                    index={index}
                    isTabStop={index === Math.min(active, Math.max(0, rowCount - 1))}
                    isLifted={lifted?.row.id === row.id}
                    isDragged={dragged === row.id}
                    isChosen={chosen === row.id}
                    onFocus={setActive}
                  />
                ) : (
                  <CardWaiting />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function ColumnHead({
  nameId,
  status,
  children,
}: {
  readonly nameId: string;
  readonly status: Status;
  readonly children: ReactNode;
}) {
  const { pipeline } = useBoard();
  return (
    <header className="flex h-8 shrink-0 items-center gap-2 px-2">
      <StatusIcon statusId={status.id} pipelineId={pipeline.id} />
      <h2 id={nameId} dir="auto" className="min-w-0 truncate text-13 font-strong">
        {status.label}
      </h2>
      <span className="tabular text-12 text-quiet">{children}</span>
    </header>
  );
}

/** Until the board's first answer is there. */
export function ColumnWaiting({ status }: { readonly status: Status }) {
  const id = useId();
  return (
    <section aria-labelledby={id} aria-busy className={columnClasses}>
      <ColumnHead nameId={id} status={status}>
        {null}
      </ColumnHead>
      <ul aria-hidden className="flex flex-col gap-2 overflow-hidden p-1">
        {[1, 2, 3].map((place) => (
          <li key={place} className="shrink-0" style={{ height: cardHeight }}>
            <CardWaiting />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CardWaiting() {
  return (
    <div className="flex h-full flex-col gap-3 rounded-8 border border-border bg-surface p-3">
      <Skeleton className="w-24" />
      <Skeleton className="w-4/5" />
      <Skeleton className="w-3/5" />
    </div>
  );
}
