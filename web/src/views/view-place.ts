/** Which view one works from, and how it is sorted: read from the address, kept while one looks at a ticket. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouterState, useSearch } from "@tanstack/react-router";
import type { ListQuestion } from "~/api/keys";
import { useMemo } from "react";
import type { View, ViewKey } from "~/api/shapes";
import { type FilterPanelName, type RawGroup, asksFor, isBuilding } from "./filter/filter.ts";
import { ownProperties } from "./column-names.ts";
import { viewsQuery } from "./view-queries.ts";
import { isViewKey } from "./view-words.tsx";

export const startView: ViewKey = "unassigned";

/** The view of the list that is shown, or from which the shown ticket was opened. */
export function useCurrentView(): ViewKey {
  const { view: path } = useParams({ strict: false });
  const { view: from } = useSearch({ strict: false });
  const view = path ?? from ?? startView;
  return isViewKey(view) ? view : startView;
}

/** The same, but nothing where no view is looked at, such as on the search page. */
export function useShownView(): ViewKey | null {
  const view = useCurrentView();
  const isInView = useRouterState({ select: (state) => /^\/(views|tickets)\//.test(state.location.pathname) });
  const { view: path } = useParams({ strict: false });
  const { view: from } = useSearch({ strict: false });
  return isInView && (path ?? from) !== undefined ? view : null;
}

/** A filter in the address: on top of the view's own, or instead of it while the view is made or edited. */
export type FilterInAddress = { readonly filter?: RawGroup; readonly panel?: FilterPanelName };

/** The person's sort, else the view's own. Undefined until the views are known. */
export function listQuestion(views: readonly View[] | undefined, view: ViewKey): ListQuestion | undefined {
  const found = views?.find((other) => other.key === view);
  if (!found) return views ? { view, sort: "active_at", direction: "desc" } : undefined;
  const { by: sort, direction } = found.settings.sort ?? { by: found.sort, direction: found.direction };
  const properties = ownProperties(found.settings.columns ?? found.columns).join(",");
  return { view, sort, direction, ...(properties ? { properties } : {}) };
}

export function useListQuestion(view: ViewKey): ListQuestion | undefined {
  const { data: views } = useQuery(viewsQuery);
  const { filter, panel } = useFilterInAddress();
  const isInstead = isBuilding(panel);
  const asked = filter && (isInstead || asksFor(filter)) ? JSON.stringify(filter) : undefined;
  return useMemo(() => {
    const question = listQuestion(views, view);
    return question && asked
      ? { ...question, filter: asked, ...(isInstead ? { instead: true as const } : {}) }
      : question;
  }, [views, view, asked, isInstead]);
}

export function useFilterInAddress(): FilterInAddress {
  const { filter, panel } = useSearch({ strict: false });
  return { ...(filter ? { filter } : {}), ...(panel ? { panel } : {}) };
}
