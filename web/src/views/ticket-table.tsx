/** The table of a view's tickets: sorted, sized and ordered as its reader likes, to the end of however many there are. */
import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ListQuestion } from "~/api/keys";
import type { TicketRow, ViewKey, ViewSettings } from "~/api/shapes";
import { QueryFailure } from "~/api/query-failure";
import { rowHeight, useAppearance } from "~/lib/appearance";
import { type ColumnChoice, arrangeColumns, clampWidth, dropColumn } from "~/lib/columns";
import { useAtLeast } from "~/lib/media";
import { useCommands } from "~/lib/shortcuts";
import { prefetchTicket } from "~/tickets/queries";
import { Grid, type GridColumn, type GridHandle } from "~/ui/grid/grid";
import { Skeleton } from "~/ui/skeleton";
import { NarrowRow, NarrowWaiting, ticketColumns } from "./ticket-columns.tsx";
import { findNear, listMemory, useTicketList } from "./ticket-pages.ts";
import { selectColumn } from "./bulk/select-column.tsx";
import { useTicketSelection } from "./bulk/use-selection.ts";
import { EmptyView } from "./empty-view.tsx";
import { useListQuestion } from "./view-place.ts";
import { columnIds } from "./column-names.ts";
import { useViewSettings, viewsQuery } from "./view-queries.ts";

const BulkBar = lazy(async () => ({ default: (await import("./bulk/bulk-bar.tsx")).BulkBar }));

const narrowRowHeight = 84;
/** Milliseconds on a row after which one may well open it. */
const dwell = 60;

/** How this person wants the view's columns, and how to change that. */
export function useColumnPlaces(view: ViewKey) {
  const { data: views } = useQuery(viewsQuery);
  const found = views?.find((other) => other.key === view);
  const settings: ViewSettings = found?.settings ?? {};
  const shown = settings.columns ?? (found?.custom ? columnIds(found.columns) : undefined);
  const save = useViewSettings(view);
  const isRoomy = useAtLeast("lg");
  const known = isRoomy ? ticketColumns : ticketColumns.map((column) => (column.needsRoom ? { ...column, shown: false } : column));
  const places = arrangeColumns(known, { ...chosenColumns(shown), ...(settings.widths ? { widths: settings.widths } : {}) });
  const change = (choice: ColumnChoice) => {
    const now = { order: places.map((place) => place.id), hidden: places.filter((place) => !place.isShown).map((place) => place.id), ...choice };
    save({
      ...settings,
      columns: arrangeColumns(ticketColumns, now).flatMap((place) => (place.isShown ? [place.id] : [])),
      ...(choice.widths ? { widths: choice.widths } : {}),
    });
  };
  return { places, change, settings, save };
}

/** The server keeps the columns that show, in their order: the rest is hidden. */
function chosenColumns(shown: readonly string[] | undefined): ColumnChoice {
  if (!shown) return {};
  return { order: shown, hidden: ticketColumns.map((column) => column.id).filter((id) => !shown.includes(id)) };
}

export function TicketTable({ view }: { readonly view: ViewKey }) {
  const question = useListQuestion(view);
  if (!question) return null;
  // A list of its own for every question, so that rows of one never show in another.
  return <QuestionTable key={JSON.stringify(question)} question={question} />;
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
  const { places, change, settings, save } = useColumnPlaces(view);
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
    (ticket: TicketRow) => void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(ticket.id) }, search: { view } }),
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

  const placesKey = JSON.stringify(places);
  const columns = useMemo(
    () =>
      places
        .filter((place) => place.isShown)
        .flatMap((place): GridColumn<TicketRow>[] => {
          const column = ticketColumns.find((other) => other.id === place.id);
          if (!column) return [];
          return [
            {
              id: column.id,
              label: i18n._(column.name),
              width: place.width,
              grows: column.grows ?? false,
              align: column.align ?? "start",
              sortable: column.sort !== undefined,
              sortsFirst: column.id === "name" ? "asc" : "desc",
              cell: (ticket) => column.cell(ticket, view),
              waiting: <Skeleton className={column.waiting} />,
            },
          ];
        }),
    // eslint-disable-next-line react/exhaustive-deps -- `places` is made anew each time; its words are what matters
    [placesKey, i18n, i18n.locale, view],
  );
  const sorted = ticketColumns.find((column) => column.sort === question.sort);

  if (list.fault && !list.rowAt(0)) return <QueryFailure error={list.fault} onRetry={list.retry} />;
  return (
    <>
      <Suspense fallback={null}>{chosen.isNothing ? null : <BulkBar view={view} chosen={chosen} total={list.totalCount} />}</Suspense>
    <Grid
      label={t`Tickets`}
      handle={handle}
      columns={wide ? [selectColumn(chosen, t`Select`, (name) => t`Select ${name}`, t`Select all`), ...columns] : columns}
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
        const sort = ticketColumns.find((other) => other.id === column)?.sort;
        if (sort) save({ ...settings, sort: { by: sort, direction } });
      }}
      onResize={(column, width) => change({ widths: { ...settings.widths, [column]: clampWidth(width, ticketColumns.find((other) => other.id === column)?.minWidth) } })}
      onDrop={(column, before) => {
        const order = places.map((place) => place.id);
        change({ order: dropColumn(order, column, order.filter((id) => id !== column).indexOf(before)) });
      }}
      {...(wide ? {} : { narrow: (ticket: TicketRow, index: number) => <NarrowRow ticket={ticket} view={view} isChosen={chosen.has(ticket.id)} onChoose={() => chosen.toggle(index, false)} />, narrowWaiting: <NarrowWaiting /> })}
      empty={<EmptyView view={view} />}
    />
    </>
  );
}
