/** The table of a view's tickets: sorted, sized and ordered as its reader likes, to the end of however many there are. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ListQuestion } from "~/api/keys";
import type { TicketRow, ViewKey } from "~/api/shapes";
import { QueryFailure } from "~/api/query-failure";
import { rowHeight, useAppearance } from "~/lib/appearance";
import { clampWidth, dropColumn } from "~/lib/columns";
import { useAtLeast } from "~/lib/media";
import { useCommands } from "~/lib/shortcuts";
import { prefetchTicket } from "~/tickets/queries";
import { Grid } from "~/ui/grid/grid";
import type { GridColumn, GridHandle } from "~/ui/grid/grid-props";
import { Skeleton } from "~/ui/skeleton";
import { useColumnPlaces } from "./column-places.ts";
import { NarrowRow, NarrowWaiting } from "./narrow-row.tsx";
import { nameOfColumn } from "./ticket-columns.tsx";
import { findNear, listMemory, listOf, useTicketList } from "./ticket-pages.ts";
import { selectColumn } from "./bulk/select-column.tsx";
import { useTicketSelection } from "./bulk/use-selection.ts";
import { EmptyView } from "./empty-view.tsx";
import { useListQuestion } from "./view-place.ts";

const BulkBar = lazy(async () => ({ default: (await import("./bulk/bulk-bar.tsx")).BulkBar }));

const narrowRowHeight = 84;
/** Milliseconds on a row after which one may well open it. */
const dwell = 60;

export function TicketTable({ view }: { readonly view: ViewKey }) {
  const question = useListQuestion(view);
  if (!question) return null;
  // A list of its own for every question, so that rows of one never show in another.
  return <QuestionTable key={listOf(question)} question={question} />;
}

function QuestionTable({ question }: { readonly question: ListQuestion }) {
  const { view } = question;
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const wide = useAtLeast("md");
  const { density } = useAppearance();
  const list = useTicketList(question);
  const { rowAt } = list;
  const { columns: known, places, change, settings, save } = useColumnPlaces(view);
  const [memory] = useState(() => listMemory(question));
  const [active, setActiveState] = useState(memory.active);
  const handle = useRef<GridHandle>(null);
  const chosen = useTicketSelection(question, list.rowCount, rowAt);

  const setActive = useCallback(
    (index: number) => {
      memory.active = index;
      memory.activeId = rowAt(index)?.id ?? null;
      setActiveState(index);
    },
    [memory, rowAt],
  );
  // Rows that come or leave above do not move the keyboard to another ticket.
  useEffect(() => {
    if (memory.activeId === null || memory.active < 0) return;
    const to = findNear(rowAt, memory.activeId, memory.active);
    if (to >= 0 && to !== memory.active) setActive(to);
    else if (to < 0) memory.activeId = rowAt(memory.active)?.id ?? null;
  }, [rowAt, memory, setActive]);
  useEffect(() => {
    const grid = handle.current;
    // Who builds a filter beside the list goes on typing there while the list follows.
    if (!document.activeElement?.closest("[data-part=filter]")) grid?.focus();
    return () => {
      memory.offset = grid?.scrollOffset() ?? memory.offset;
    };
  }, [memory]);

  const open = useCallback(
    (ticket: TicketRow) =>
      void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(ticket.id) }, search: { view } }),
    [navigate, view],
  );
  const pointing = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** A pointer that only crosses a row asks for nothing. */
  const pointAt = (ticket: TicketRow) => {
    clearTimeout(pointing.current);
    pointing.current = setTimeout(() => prefetchTicket(client, ticket.id), dwell);
  };
  const step = (by: 1 | -1) => {
    const to = Math.min(list.rowCount - 1, Math.max(0, active + by));
    const ticket = list.rowAt(to);
    if (!ticket) return;
    setActive(to);
    handle.current?.reveal(to);
    prefetchTicket(client, ticket.id);
  };
  useCommands([
    { id: "next-row", label: t`Next ticket`, group: t`List`, keys: "j", keysOnly: true, run: () => step(1) },
    { id: "previous-row", label: t`Previous ticket`, group: t`List`, keys: "k", keysOnly: true, run: () => step(-1) },
    {
      id: "open-row",
      label: t`Open the ticket`,
      group: t`List`,
      keys: "o",
      keysOnly: true,
      run: () => {
        const ticket = list.rowAt(active);
        if (ticket) open(ticket);
      },
    },
  ]);

  const placesKey = JSON.stringify([places, settings.widths]);
  const columns = useMemo(
    () =>
      places
        .filter((place) => place.isShown)
        .flatMap((place): GridColumn<TicketRow>[] => {
          const column = known.find((other) => other.id === place.id);
          if (!column) return [];
          return [
            {
              id: column.id,
              label: nameOfColumn(i18n, column),
              width: place.width,
              grows: column.grows ?? false,
              // A width that somebody chose is kept.
              ...(column.minWidth === undefined || settings.widths?.[column.id] ? {} : { minWidth: column.minWidth }),
              align: column.align ?? "start",
              sortable: column.sort !== undefined,
              sortsFirst: column.sortsFirst ?? "desc",
              cell: (ticket) => column.cell(ticket, view),
              waiting: <Skeleton className={column.waiting} />,
            },
          ];
        }),
    // eslint-disable-next-line react/exhaustive-deps -- `places` and `settings` are made anew each time; their words are what matters
    [placesKey, known, i18n, i18n.locale, view],
  );
  const { selection } = chosen;
  const withSelect = useMemo(
    () => [selectColumn(chosen, t`Select`, (name) => t`Select ${name}`, t`Select all`), ...columns],
    // eslint-disable-next-line react/exhaustive-deps -- `chosen` is made anew each time, of these
    [selection, rowAt, list.rowCount, columns, t],
  );
  const sorted = known.find((column) => column.sort === question.sort);

  if (list.fault && !list.rowAt(0)) return <QueryFailure error={list.fault} onRetry={list.retry} />;
  return (
    <>
      <Suspense fallback={null}>
        {chosen.isNothing ? null : <BulkBar view={view} chosen={chosen} total={list.totalCount} />}
      </Suspense>
      <Grid
        label={t`Tickets`}
        handle={handle}
        columns={wide ? withSelect : columns}
        isChosen={chosen.isNothing ? undefined : (ticket) => chosen.has(ticket.id)}
        onKey={(event, go) => chosen.key(event, active, go)}
        rowCount={list.rowCount}
        {...(list.totalCount === undefined ? {} : { totalCount: list.totalCount })}
        rowAt={list.rowAt}
        rowId={(ticket) => String(ticket.id)}
        rowHeight={wide ? rowHeight(density) : narrowRowHeight}
        active={active}
        onActive={setActive}
        onOpen={open}
        onPointAt={pointAt}
        onRange={list.setRange}
        startOffset={memory.offset}
        {...(sorted ? { sort: { column: sorted.id, direction: question.direction } } : {})}
        onSort={({ column, direction }) => {
          const sort = known.find((other) => other.id === column)?.sort;
          if (sort) save({ ...settings, sort: { by: sort, direction } });
        }}
        onResize={(column, width) =>
          change({
            widths: {
              ...settings.widths,
              [column]: clampWidth(width, known.find((other) => other.id === column)?.minWidth),
            },
          })
        }
        onDrop={(column, before) => {
          const order = places.map((place) => place.id);
          change({ order: dropColumn(order, column, order.filter((id) => id !== column).indexOf(before)) });
        }}
        {...(wide
          ? {}
          : {
              narrow: (ticket: TicketRow, index: number) => (
                <NarrowRow
                  ticket={ticket}
                  view={view}
                  isChosen={chosen.has(ticket.id)}
                  onChoose={() => chosen.toggle(index, false)}
                />
              ),
              narrowWaiting: <NarrowWaiting />,
            })}
        empty={<EmptyView view={view} isFiltered={question.filter !== undefined} />}
      />
    </>
  );
}
