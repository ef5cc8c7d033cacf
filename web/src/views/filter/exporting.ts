/** A view, or what is selected of it, as a CSV file: begun here; the panel Work tells how far it is and offers the file. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { components } from "~/api/schema.gen";
import type { ViewKey } from "~/api/shapes";
import { toast } from "~/ui/toast";
import { columnNames } from "../column-names.ts";
import { useColumnPlaces } from "../column-places.ts";
import { nameOfColumn } from "../ticket-columns.tsx";
import { useFilterInAddress } from "../view-place.ts";

type Select = components["schemas"]["Select"];

export function useExport(view: ViewKey): (select?: Select) => void {
  const { i18n } = useLingui();
  const client = useQueryClient();
  const { columns, places } = useColumnPlaces(view);
  const { filter, panel } = useFilterInAddress();

  async function run(select: Select | undefined) {
    const shown = places.filter((place) => place.isShown).map((place) => place.id);
    const ids = ["id", ...shown.filter((id) => id !== "id")];
    await api.post(`/views/${view}/export`, {
      columns: columnNames(ids),
      headings: ids.map((id) => {
        const column = columns.find((other) => other.id === id);
        return column ? nameOfColumn(i18n, column) : id;
      }),
      ...(select ? { select } : {}),
      ...(filter && (!panel || panel === "filter") ? { filter } : {}),
    });
    await client.invalidateQueries({ queryKey: keys.works });
  }
  return (select) => void run(select).catch((fault: unknown) => toast.failed(sentenceOf(fault)));
}
