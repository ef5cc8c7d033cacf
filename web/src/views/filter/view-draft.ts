/** A view as one is making it, kept while its panel is away, such as while one looks at a ticket of it. */
import { useState } from "react";
import type { View, ViewKey, ViewLayout, ViewSharing } from "~/api/shapes";
import { columnIds, columnNames } from "../column-names.ts";
import { ticketColumns } from "../ticket-columns.tsx";
import {
  type FilterPanelName,
  type Group,
  type RawGroup,
  fromRaw,
  isRawGroup,
  newCondition,
  newGroup,
  toRaw,
} from "./filter.ts";

export type ViewDraft = {
  readonly name: string;
  readonly group: Group;
  readonly sort: string;
  readonly direction: "asc" | "desc";
  readonly columns: readonly string[];
  readonly layout: ViewLayout;
  readonly sharedWith: ViewSharing;
  readonly teamIds: readonly number[];
};

const kept = new Map<string, ViewDraft>();

function placeOf(panel: FilterPanelName, view: ViewKey): string {
  return panel === "new" ? panel : `${panel} ${view}`;
}

export function forgetDraft(panel: FilterPanelName, view: ViewKey): void {
  kept.delete(placeOf(panel, view));
}

const usualColumns: readonly string[] = ticketColumns.flatMap((column) => (column.shown === false ? [] : [column.id]));

function started(group: Group): Group {
  return group.parts.length > 0 ? group : { ...group, parts: [newCondition()] };
}

/** Most views are of what is open; who wants closed tickets too takes this away. */
const openOnes: RawGroup = { all: [{ property: "ticket.is_closed", is: "is", value: false }] };

function firstDraft(panel: FilterPanelName, view: View | undefined, filter: RawGroup | undefined): ViewDraft {
  const edited = panel === "edit" ? view : undefined;
  const own = isRawGroup(edited?.custom?.filter) ? edited.custom.filter : undefined;
  const raw = filter ?? own;
  return {
    name: edited?.name ?? "",
    group: started(raw ? fromRaw(raw) : panel === "new" ? fromRaw(openOnes) : newGroup("all")),
    sort: edited?.sort ?? "active_at",
    direction: edited?.direction ?? "desc",
    columns: edited ? columnIds(edited.columns) : usualColumns,
    layout: edited?.custom?.layout ?? "table",
    sharedWith: edited?.custom?.shared_with ?? "private",
    teamIds: edited?.custom?.team_ids ?? [],
  };
}

export function useViewDraft(
  panel: FilterPanelName,
  key: ViewKey,
  view: View | undefined,
  filter: RawGroup | undefined,
) {
  const place = placeOf(panel, key);
  const [draft, setDraft] = useState(() => kept.get(place) ?? firstDraft(panel, view, filter));
  return {
    draft,
    change: (changed: Partial<ViewDraft>) => {
      const next = { ...draft, ...changed };
      kept.set(place, next);
      setDraft(next);
    },
  };
}

/** As the server takes it. */
export function sentDraft(draft: ViewDraft) {
  return {
    name: draft.name.trim(),
    filter: toRaw(draft.group),
    shared_with: draft.sharedWith,
    team_ids: draft.sharedWith === "teams" ? draft.teamIds : [],
    sort_by: draft.sort,
    direction: draft.direction,
    columns: columnNames(draft.columns),
    layout: draft.layout,
  };
}
