/** The list of Split: where one stands in it is the ticket that is open. */
import { useLingui } from "@lingui/react/macro";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { ListQuestion } from "~/api/keys";
import { QueryFailure } from "~/api/query-failure";
import type { TicketRow } from "~/api/shapes";
import { useCommands } from "~/lib/shortcuts";
import { landOn } from "~/tickets/actions/landing";
import { prefetchTicket, ticketScreenQuery } from "~/tickets/queries";
import { Grid } from "~/ui/grid/grid";
import type { GridHandle } from "~/ui/grid/grid-props";
import { useChosenTicket } from "../chosen-ticket.ts";
import { EmptyView } from "../empty-view.tsx";
import { findNear, listMemory, useTicketList } from "../ticket-pages.ts";
import { SplitRow, SplitRowWaiting } from "./split-row.tsx";

const rowHeight = 64;

export type SplitListProps = {
  readonly question: ListQuestion;
  readonly handle: RefObject<GridHandle | null>;
  /** Into the ticket that is open. */
  readonly onEnter: () => void;
};

export function SplitList({ question, handle, onEnter }: SplitListProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const list = useTicketList(question);
  const { rowAt } = list;
  const [memory] = useState(() => listMemory(question));
  const [chosen, choose] = useChosenTicket();
  const [active, setActive] = useState(memory.active);
  const isPointing = useRef(false);

  const stand = useCallback(
    (index: number, id: number) => {
      memory.active = index;
      memory.activeId = id;
      setActive(index);
    },
    [memory],
  );
  const open = useCallback(
    (index: number) => {
      const ticket = rowAt(index);
      if (!ticket) return;
      stand(index, ticket.id);
      choose(ticket.id);
      for (const near of [index, index + 1, index - 1]) {
        const id = near < 0 ? undefined : rowAt(near)?.id;
        if (id !== undefined) prefetchTicket(client, id);
      }
    },
    [rowAt, stand, choose, client],
  );

  // The open ticket moves with its row; when it is dealt with and leaves the list, the one in its place opens.
  useEffect(() => {
    if (chosen === undefined) return;
    const place = whereIs(rowAt, chosen, Math.max(0, active));
    if (place >= 0) {
      if (place !== active || memory.activeId !== chosen) stand(place, chosen);
    } else if (memory.activeId === chosen && isDealtWith(client, chosen)) {
      const next = rowAt(active) ? active : active - 1;
      const id = rowAt(next)?.id;
      if (id !== undefined) landOn(id);
      open(next);
    }
  }, [rowAt, chosen, active, memory, stand, open, client]);
  useEffect(() => {
    const grid = handle.current;
    grid?.focus();
    return () => {
      memory.offset = grid?.scrollOffset() ?? memory.offset;
    };
  }, [memory, handle]);

  const step = (by: 1 | -1) => {
    const to = Math.min(list.rowCount - 1, Math.max(0, active + by));
    open(to);
    handle.current?.reveal(to);
  };
  useCommands([
    { id: "next-row", label: t`Next ticket`, group: t`List`, keys: "j", keysOnly: true, run: () => step(1) },
    { id: "previous-row", label: t`Previous ticket`, group: t`List`, keys: "k", keysOnly: true, run: () => step(-1) },
    {
      id: "back-to-rows",
      label: t`Back to the list`,
      group: t`List`,
      keys: "Escape",
      keysOnly: true,
      run: () => handle.current?.focus(),
    },
  ]);

  if (list.fault && !rowAt(0)) return <QueryFailure error={list.fault} onRetry={list.retry} />;
  return (
    // A finger that only scrolls opens nothing: keys open at once, a pointer when it lets go.
    <div
      role="none"
      className="flex min-h-0 flex-1 flex-col"
      onPointerDownCapture={() => {
        isPointing.current = true;
      }}
      onKeyDownCapture={() => {
        isPointing.current = false;
      }}
    >
      <Grid<TicketRow>
        label={t`Tickets`}
        handle={handle}
        columns={noColumns}
        rowCount={list.rowCount}
        {...(list.totalCount === undefined ? {} : { totalCount: list.totalCount })}
        rowAt={rowAt}
        rowId={(ticket) => String(ticket.id)}
        rowHeight={rowHeight}
        active={active}
        onActive={(index) => {
          if (!isPointing.current) open(index);
        }}
        onOpen={onEnter}
        onPointAt={(ticket) => prefetchTicket(client, ticket.id)}
        onRange={list.setRange}
        startOffset={memory.offset}
        narrow={(ticket) => (
          <SplitRow
            ticket={ticket}
            onOpen={() => {
              const place = whereIs(rowAt, ticket.id, Math.max(0, active));
              if (place >= 0) open(place);
              handle.current?.focus();
            }}
          />
        )}
        narrowWaiting={<SplitRowWaiting />}
        empty={<EmptyView view={question.view} isFiltered={question.filter !== undefined} />}
      />
    </div>
  );
}

const noColumns: never[] = [];

/** Near where it was, else near the top, where what is new goes. */
function whereIs(rowAt: (index: number) => TicketRow | undefined, id: number, near: number): number {
  const found = findNear(rowAt, id, near);
  return found >= 0 ? found : findNear(rowAt, id, 0);
}

/** Taking a ticket also moves it out of Unassigned, but then one is only beginning with it. */
function isDealtWith(client: QueryClient, id: number): boolean {
  const ticket = client.getQueryData(ticketScreenQuery(id).queryKey)?.ticket;
  return ticket !== undefined && (ticket.is_closed || ticket.deleted_at !== null || ticket.is_snoozed === true);
}
