/** How many tickets stand in each column, and how a card is moved in what is cached before the server has answered. */
import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { type ListQuestion, keys } from "~/api/keys";
import type { Status, TicketPage, TicketRow } from "~/api/shapes";
import { pageSize, ticketPageQuery } from "../ticket-pages.ts";
import { without, withRow } from "./columns.ts";

type Counts = { readonly columns: readonly { readonly status_id: number; readonly count: number }[] };

export function columnQuestion(question: ListQuestion, statusId: number): ListQuestion {
  return { ...question, status_id: statusId };
}

/** Kept among the lists: whatever makes those stale makes the counts stale. */
export function boardCountsQuery({ view, filter, instead }: ListQuestion, pipelineId: number) {
  return queryOptions({
    queryKey: keys.board(view, pipelineId, filter),
    queryFn: ({ signal }) =>
      api.get<Counts>("/board", { query: { view, pipeline_id: pipelineId, filter, instead }, signal }),
    select: (answer) => new Map(answer.columns.map((column) => [column.status_id, column.count])),
  });
}

type FirstPages = {
  readonly columns: readonly (TicketPage & { readonly status_id: number; readonly count: number })[];
};

/** All that a board shows at first, in one request: put where the columns look for it. False until it is there, or can't be had. */
export function useFirstPages(question: ListQuestion, pipelineId: number): boolean {
  const client = useQueryClient();
  const [isKnown] = useState(() => client.getQueryData(boardCountsQuery(question, pipelineId).queryKey) !== undefined);
  const { isPending } = useQuery({
    queryKey: keys.boardFirst(question, pipelineId),
    queryFn: async ({ signal }) => {
      const { columns } = await api.get<FirstPages>("/board/columns", {
        query: { ...question, pipeline_id: pipelineId, limit: pageSize },
        signal,
      });
      for (const { status_id, tickets, next } of columns)
        client.setQueryData(ticketPageQuery(columnQuestion(question, status_id), null).queryKey, { tickets, next });
      client.setQueryData<Counts>(boardCountsQuery(question, pipelineId).queryKey, {
        columns: columns.map(({ status_id, count }) => ({ status_id, count })),
      });
      return true;
    },
    enabled: !isKnown,
    retry: false, // the columns ask for themselves then
    gcTime: 0,
  });
  return isKnown || !isPending;
}

/** The card stands in its new column at once. What is on its way from the server is dropped: it would bring the old place back. */
export function shiftCard(
  client: QueryClient,
  question: ListQuestion,
  pipelineId: number,
  row: TicketRow,
  to: Status,
): void {
  void client.cancelQueries({ queryKey: keys.lists });
  const moved = { ...row, status_id: to.id, is_closed: to.is_closed };
  client.setQueriesData<TicketPage>(
    { queryKey: keys.list(columnQuestion(question, row.status_id)) },
    (page) => page && without(page, row.id),
  );
  client.setQueryData<TicketPage>(
    keys.listPage(columnQuestion(question, to.id), null),
    (page) => page && withRow(page, moved, question),
  );
  client.setQueryData<Counts>(
    boardCountsQuery(question, pipelineId).queryKey,
    (counts) => counts && { columns: counts.columns.map((column) => recounted(column, row.status_id, to.id)) },
  );
}

type Column = Counts["columns"][number];

/** A capped count says "that many or more" and stays. */
function recounted(column: Column, from: number, to: number): Column {
  if (column.count > 999) return column;
  if (column.status_id === from) return { ...column, count: Math.max(0, column.count - 1) };
  return column.status_id === to ? { ...column, count: column.count + 1 } : column;
}
