/** Pure: where the pages of a long list begin. Page 0 begins at the start; each page names where the next begins, so the chain grows as one scrolls. */

/** starts[i] is the cursor after which page i begins; null for the first. `ended` when the last known page has no next. */
export type PageChain = { readonly starts: readonly (string | null)[]; readonly lastCount: number | null };

export const emptyChain: PageChain = { starts: [null], lastCount: null };

/** The chain after page `index` came with `count` rows and its `next`. Returns the same object when nothing changed. */
export function learnPage(chain: PageChain, index: number, count: number, next: string | null): PageChain {
  if (index >= chain.starts.length) return chain;
  const isEnd = next === null;
  const known = chain.starts[index + 1];
  if (isEnd) {
    if (chain.starts.length === index + 1 && chain.lastCount === count) return chain;
    return { starts: chain.starts.slice(0, index + 1), lastCount: count };
  }
  if (known === next) return chain;
  // Rows came or went above: pages further down begin elsewhere now, and say so themselves when they are asked again.
  const later = chain.starts.slice(index + 2);
  return {
    starts: [...chain.starts.slice(0, index + 1), next, ...later],
    lastCount: index + 2 > chain.starts.length ? null : chain.lastCount,
  };
}

/** Rows that are known to be there, or to be on their way: one page further than the chain reaches is hoped for until the end is known. */
export function rowCountOf(chain: PageChain, pageSize: number, hopedRows: number): number {
  const full = (chain.starts.length - 1) * pageSize;
  return chain.lastCount === null ? full + hopedRows : full + chain.lastCount;
}

/** The pages needed for rows first..last, one more below for what is scrolled to next. */
export function pagesNeeded(chain: PageChain, pageSize: number, first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize));
  const to = Math.min(chain.starts.length - 1, Math.floor(last / pageSize) + 1);
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, step) => Math.min(from, to) + step);
}
