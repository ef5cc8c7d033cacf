/** Long acts that go on at the server: begun here, watched live, stopped and taken back. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, refusalOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { components } from "~/api/schema.gen";

export type Work = components["schemas"]["ShownWork"];
type Begun = components["schemas"]["Begun"];
export type BulkWish = components["schemas"]["Bulk"];
export type BulkAct = BulkWish["act"];

/** Milliseconds between looks at what goes on. Its beginning and end are told live; each of its steps would be too much talk. */
const lookingPause = 1_000;

export const worksQuery = queryOptions({
  queryKey: keys.works,
  queryFn: ({ signal }) =>
    api.get<{ readonly works: readonly Work[] }>("/work", { signal }).then((answer) => answer.works),
  refetchInterval: ({ state }) => (state.data?.some((work) => !work.ended_at) ? lookingPause : false),
});

/** The one work with the tickets that it left as they are. */
export const workQuery = (id: number) =>
  queryOptions({
    queryKey: keys.work(id),
    queryFn: ({ signal }) => api.get<Work>(`/work/${id}`, { signal }).then(inReadersWords),
  });

/** Old works have kept the sentence alone. */
async function inReadersWords(work: Work): Promise<Work> {
  const refusals = await Promise.all(
    work.refusals.map(async (left) => ({
      ...left,
      sentence:
        left.code === null
          ? left.sentence
          : (await refusalOf(noAnswer, { code: left.code, detail: left.sentence, facts: left.facts ?? {} })).message,
    })),
  );
  return { ...work, refusals };
}

/** The refusal was kept; it answers nothing that was asked now. */
const noAnswer = { status: 0, statusText: "" };

export async function beginBulk(client: QueryClient, wish: BulkWish): Promise<void> {
  await api.post<Begun>("/bulk", wish);
  await client.invalidateQueries({ queryKey: keys.works });
}

export async function changeWork(client: QueryClient, id: number, act: "cancel" | "undo"): Promise<void> {
  await api.post(`/work/${id}/${act}`);
  await client.invalidateQueries({ queryKey: keys.works });
}
