/** How somebody wants the columns of a view, and how to change that. */
import { useQuery } from "@tanstack/react-query";
import type { ViewKey, ViewSettings } from "~/api/shapes";
import { type ColumnChoice, arrangeColumns } from "~/lib/columns";
import { useAtLeast } from "~/lib/media";
import { columnIds } from "./column-names.ts";
import type { TicketColumn } from "./ticket-columns.tsx";
import { useTicketColumns } from "./use-ticket-columns.tsx";
import { useViewSettings, viewsQuery } from "./view-queries.ts";

export function useColumnPlaces(view: ViewKey) {
  const { data: views } = useQuery(viewsQuery);
  const all = useTicketColumns();
  const found = views?.find((other) => other.key === view);
  const settings: ViewSettings = found?.settings ?? {};
  const shown = settings.columns ?? (found?.custom ? columnIds(found.columns) : undefined);
  const save = useViewSettings(view);
  const isRoomy = useAtLeast("lg");
  const known = isRoomy ? all : all.map((column) => (column.needsRoom ? { ...column, shown: false } : column));
  const places = arrangeColumns(known, {
    ...chosenColumns(all, shown),
    ...(settings.widths ? { widths: settings.widths } : {}),
  });
  const change = (choice: ColumnChoice) => {
    const now = {
      order: places.map((place) => place.id),
      hidden: places.filter((place) => !place.isShown).map((place) => place.id),
      ...choice,
    };
    save({
      ...settings,
      columns: arrangeColumns(all, now).flatMap((place) => (place.isShown ? [place.id] : [])),
      ...(choice.widths ? { widths: choice.widths } : {}),
    });
  };
  return { columns: all, places, change, settings, save };
}

/** The server keeps the columns that show, in their order: the rest is hidden. */
function chosenColumns(all: readonly TicketColumn[], shown: readonly string[] | undefined): ColumnChoice {
  if (!shown) return {};
  return { order: shown, hidden: all.map((column) => column.id).filter((id) => !shown.includes(id)) };
}
