/** The views: which there are, what they are called, how many tickets each holds, and how each person set them up. */
import { useLingui } from "@lingui/react/macro";
import {
  type QueryClient,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { View, ViewKey, ViewSettings } from "~/api/shapes";
import { isDefaultViewKey, isViewKey, nameOfView, viewWords } from "./view-words.tsx";

/** Counts stop here: the server counts one further, and the screen says "999+". */
export const countCap = 999;

/** The views in their reader's order. */
export function inOrder(answer: { readonly views: readonly View[] }): readonly View[] {
  return answer.views.filter((view) => isViewKey(view.key)).toSorted((one, other) => one.position - other.position);
}

export const viewsQuery = queryOptions({
  queryKey: keys.views,
  queryFn: ({ signal }) => api.get<{ readonly views: readonly View[] }>("/views", { signal }),
  select: inOrder,
  staleTime: Number.POSITIVE_INFINITY,
});

export function useView(key: ViewKey): View | undefined {
  const { data: views } = useQuery(viewsQuery);
  return views?.find((view) => view.key === key);
}

/** Empty until it is known, and for a view that is no longer there. */
export function useViewName(key: ViewKey): string {
  const { i18n } = useLingui();
  const view = useView(key);
  if (isDefaultViewKey(key)) return i18n._(viewWords[key].name);
  return view ? nameOfView(i18n, view) : "";
}

export type Counts = Partial<Record<ViewKey, number>>;

export function countsQuery(views: readonly ViewKey[]) {
  return queryOptions({
    queryKey: [...keys.counts, views.join(",")],
    queryFn: ({ signal }) =>
      api.get<{ readonly counts: Counts }>("/views/counts", { query: { keys: views.join(",") }, signal }),
    select: (answer) => answer.counts,
    placeholderData: keepPreviousData,
    enabled: views.length > 0,
  });
}

/** Shown at once, kept on the server a moment later: sizing a column says this many times a second. */
export function useViewSettings(key: ViewKey): (settings: ViewSettings) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (settings: ViewSettings) => api.put(`/views/${key}/settings`, settings, { keepalive: true }),
    ...ofSettings(client),
  });
  return (settings) => {
    const show = () =>
      showViews(client, (views) => views.map((view) => (view.key === key ? { ...view, settings } : view)));
    show();
    later(key, () => {
      show(); // a colleague's change of a view may have brought the ones before back meanwhile
      mutate(settings);
    });
  };
}

/** An answer that is under way still has the settings from before: it is dropped, and asked for anew in the end (`ofSettings`). */
export function showViews(client: QueryClient, change: (views: readonly View[]) => readonly View[]): void {
  if (client.getQueryData(keys.views)) void client.cancelQueries({ queryKey: keys.views });
  client.setQueryData<{ readonly views: readonly View[] }>(
    keys.views,
    (answer) => answer && { views: change(answer.views) },
  );
}

const scope = { id: "view-settings" };

/** Mutations one after another, whatever of a view is set: each request has all of its settings, and the later one holds. */
export function ofSettings(client: QueryClient) {
  return {
    scope,
    onSettled: () => {
      const isLast =
        waiting.size === 0 && client.isMutating({ predicate: ({ options }) => options.scope?.id === scope.id }) <= 1;
      if (isLast) void client.invalidateQueries({ queryKey: keys.views });
    },
  };
}

/** Lets go of what is held back of these views: what is set next stands on it. */
export function sendHeldBack(views: readonly ViewKey[]): void {
  for (const key of views) doNow(key);
}

type Waiting = { readonly timer: ReturnType<typeof setTimeout>; readonly act: () => void };
const waiting = new Map<ViewKey, Waiting>();

function later(key: ViewKey, act: () => void): void {
  clearTimeout(waiting.get(key)?.timer);
  waiting.set(key, { timer: setTimeout(() => doNow(key), 600), act });
}

function doNow(key: ViewKey): void {
  const one = waiting.get(key);
  waiting.delete(key);
  clearTimeout(one?.timer);
  one?.act();
}

addEventListener("pagehide", () => {
  sendHeldBack([...waiting.keys()]);
});
