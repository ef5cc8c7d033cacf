import { expect, test } from "vitest";
import { type PageChain, emptyChain, learnPage, pagesNeeded, rowCountOf } from "./page-chain.ts";

const size = 100;

test("the chain grows page by page and knows its end", () => {
  let chain = learnPage(emptyChain, 0, size, "a");
  expect(chain.starts).toEqual([null, "a"]);
  expect(rowCountOf(chain, size, 20)).toBe(120);
  chain = learnPage(chain, 1, size, "b");
  chain = learnPage(chain, 2, 37, null);
  expect(chain).toEqual({ starts: [null, "a", "b"], lastCount: 37 });
  expect(rowCountOf(chain, size, 20)).toBe(237);
});

test("an empty list has no rows", () => {
  expect(rowCountOf(learnPage(emptyChain, 0, 0, null), size, 20)).toBe(0);
});

test("learning the same again changes nothing", () => {
  const chain = learnPage(emptyChain, 0, size, "a");
  expect(learnPage(chain, 0, size, "a")).toBe(chain);
});

test("rows that came above move where the next page begins, and the rest follows as it is asked for", () => {
  const chain: PageChain = { starts: [null, "a", "b", "c"], lastCount: 5 };
  const moved = learnPage(chain, 0, size, "a2");
  expect(moved).toEqual({ starts: [null, "a2", "b", "c"], lastCount: 5 });
  expect(learnPage(moved, 1, size, "b2").starts).toEqual([null, "a2", "b2", "c"]);
});

test("a list that grew past its end goes on, and one that shrank ends earlier", () => {
  const chain: PageChain = { starts: [null, "a"], lastCount: 5 };
  expect(learnPage(chain, 1, size, "b")).toEqual({ starts: [null, "a", "b"], lastCount: null });
  expect(learnPage(chain, 0, 80, null)).toEqual({ starts: [null], lastCount: 80 });
});

test("a page that the chain no longer has teaches nothing", () => {
  expect(learnPage(emptyChain, 3, size, "z")).toBe(emptyChain);
});

test("pages in view are needed, and the one below them", () => {
  const chain: PageChain = { starts: [null, "a", "b", "c", "d"], lastCount: null };
  expect(pagesNeeded(chain, size, 0, 30)).toEqual([0, 1]);
  expect(pagesNeeded(chain, size, 195, 230)).toEqual([1, 2, 3]);
  expect(pagesNeeded(chain, size, 410, 440)).toEqual([4]);
  expect(pagesNeeded(emptyChain, size, 900, 930)).toEqual([0]);
});
