/** A list of tickets of any length: asks for the pages in view, remembers where pages begin, and lets go of the rest. */
import { type UseQueryResult, keepPreviousData, queryOptions, useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api } from "~/api/client";
import { type ListQuestion, keys } from "~/api/keys";
import type { TicketPage, TicketRow } from "~/api/shapes";
import { type PageChain, emptyChain, learnPage, pagesNeeded, rowCountOf } from "./page-chain.ts";

export const pageSize = 100;
const hopedRows = 12;
/** Pages out of view are dropped after this long, so that scrolling through 100,000 tickets stays small. */
const keptFor = 10_000;
/** Pages kept to draw while their newer version is on its way. */
const drawnPages = 12;

export function ticketPageQuery(question: ListQuestion, after: string | null) {
  return queryOptions({
    queryKey: keys.listPage(question, after),
    queryFn: ({ signal }) =>
      api.get<TicketPage>("/tickets", {
        query: { ...question, after, limit: pageSize },
        signal,
      }),
    gcTime: after === null ? 5 * 60_000 : keptFor,
  });
}

/** What is remembered of a list while one looks at a ticket of it, so that coming back finds the same place. */
export type ListMemory = {
  chain: PageChain;
  offset: number;
  active: number;
  activeId: number | null;
  ids: Map<number, number>;
};

const memories = new Map<string, ListMemory>();

/** Which list it is, however much of its tickets one asks to see. */
export function listOf({ properties: _shown, ...question }: ListQuestion): string {
  return JSON.stringify(question);
}

export function listMemory(question: ListQuestion): ListMemory {
  const key = listOf(question);
  const found = memories.get(key) ?? {
    chain: emptyChain,
    offset: 0,
    active: -1,
    activeId: null,
    ids: new Map<number, number>(),
  };
  memories.set(key, found);
  return found;
}

export type TicketList = {
  readonly rowCount: number;
  readonly totalCount: number | undefined;
  readonly rowAt: (index: number) => TicketRow | undefined;
  readonly setRange: (first: number, last: number) => void;
  readonly isEmpty: boolean;
  readonly fault: Error | null;
  readonly retry: () => void;
};

export function useTicketList(question: ListQuestion): TicketList {
  const memory = listMemory(question);
  const [chain, setChain] = useState(memory.chain);
  const [range, setRangeState] = useState({ first: 0, last: 40 });
  const drawn = useRef(new Map<number, readonly TicketRow[]>());
  const needed = pagesNeeded(chain, pageSize, range.first, range.last);

  const combine = useCallback((answers: UseQueryResult<TicketPage>[]) => answers, []);
  const answers = useQueries({
    queries: needed.map((index) => ({
      ...ticketPageQuery(question, chain.starts[index] ?? null),
      placeholderData: keepPreviousData,
    })),
    combine,
  });

  const pages = useMemo(() => {
    const found = new Map<number, TicketPage>();
    answers.forEach((answer, place) => {
      const index = needed[place];
      if (index !== undefined && answer.data && !answer.isPlaceholderData) found.set(index, answer.data);
    });
    return found;
    // eslint-disable-next-line react/exhaustive-deps -- `needed` is made anew each time; its words are what matters
  }, [answers, needed.join()]);

  useEffect(() => {
    let next = chain;
    for (const [index, page] of pages) {
      next = learnPage(next, index, page.tickets.length, page.next);
      drawn.current.set(index, page.tickets);
      page.tickets.forEach((ticket, place) => memory.ids.set(index * pageSize + place, ticket.id));
    }
    for (const index of drawn.current.keys()) {
      if (drawn.current.size <= drawnPages) break;
      if (!needed.includes(index)) drawn.current.delete(index);
    }
    memory.chain = next;
    if (next !== chain) setChain(next);
    // eslint-disable-next-line react/exhaustive-deps -- learns only from what came
  }, [pages]);

  const rowAt = useCallback(
    (index: number) => {
      const page = Math.floor(index / pageSize);
      return (pages.get(page)?.tickets ?? drawn.current.get(page))?.[index % pageSize];
    },
    [pages],
  );
  const setRange = useCallback((first: number, last: number) => {
    setRangeState((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);

  const rowCount = rowCountOf(chain, pageSize, hopedRows);
  const failed = answers.find((answer) => answer.isError && answer.data === undefined);
  return {
    rowCount,
    totalCount: chain.lastCount === null ? undefined : rowCount,
    rowAt,
    setRange,
    isEmpty: rowCount === 0,
    fault: failed?.error ?? null,
    retry: () => answers.forEach((answer) => answer.isError && void answer.refetch()),
  };
}

/** Where a row went when others came or left above it: searched near its old place, the nearest first. -1 when it is gone. */
export function findNear(
  rowAt: (index: number) => TicketRow | undefined,
  id: number,
  near: number,
  within = pageSize,
): number {
  for (let step = 0; step <= within; step += 1) {
    if (rowAt(near + step)?.id === id) return near + step;
    if (step > 0 && near >= step && rowAt(near - step)?.id === id) return near - step;
  }
  return -1;
}

/** The tickets before and after one, in the list as it was last seen. */
export function neighbours(
  question: ListQuestion,
  ticketId: number,
): { readonly previous: number | undefined; readonly next: number | undefined } {
  const { ids } = listMemory(question);
  for (const [index, id] of ids) if (id === ticketId) return { previous: ids.get(index - 1), next: ids.get(index + 1) };
  return { previous: undefined, next: undefined };
}

/** Keeps the list's place on a ticket that was opened from elsewhere, so that coming back stands on it. */
export function standOn(question: ListQuestion, ticketId: number): void {
  const memory = listMemory(question);
  for (const [index, id] of memory.ids) {
    if (id !== ticketId) continue;
    memory.active = index;
    memory.activeId = id;
  }
}
