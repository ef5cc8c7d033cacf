/** A view, or what is selected of it, as a CSV file that says what the screen says: begun here; the panel Work tells how far it is and offers the file. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { components } from "~/api/schema.gen";
import type { Directory, ViewKey } from "~/api/shapes";
import { channelNames, priorityNames } from "~/crm/ticket-choices";
import { toast } from "~/ui/toast";
import { useDirectory } from "~/users/session";
import { columnNames } from "../column-names.ts";
import { useColumnPlaces } from "../column-places.ts";
import { nameOfColumn } from "../ticket-columns.tsx";
import { useFilterInAddress } from "../view-place.ts";
import { useViewName } from "../view-queries.ts";

type Select = components["schemas"]["Select"];

export function useExport(view: ViewKey): (select?: Select) => void {
  const { i18n } = useLingui();
  const client = useQueryClient();
  const { columns, places } = useColumnPlaces(view);
  const { filter, panel } = useFilterInAddress();
  const directory = useDirectory();
  const name = useViewName(view);

  async function run(select: Select | undefined) {
    const shown = places.filter((place) => place.isShown).map((place) => place.id);
    const ids = ["id", ...shown.filter((id) => id !== "id")];
    await api.post(`/views/${view}/export`, {
      name,
      columns: columnNames(ids),
      headings: ids.map((id) => {
        const column = columns.find((other) => other.id === id);
        return column ? nameOfColumn(i18n, column) : id;
      }),
      words: wordsOf(i18n, directory),
      ...(select ? { select } : {}),
      ...(filter && (!panel || panel === "filter") ? { filter } : {}),
    });
    await client.invalidateQueries({ queryKey: keys.works });
  }
  return (select) => void run(select).catch((fault: unknown) => toast.failed(sentenceOf(fault)));
}

/** What the values of the columns are called here, where the server knows them by another word. */
function wordsOf(i18n: I18n, { pipelines, categories }: Directory) {
  const named = (pairs: readonly { readonly id: number; readonly label: string }[]) =>
    Object.fromEntries(pairs.map(({ id, label }) => [id, label]));
  const translated = (names: Readonly<Record<string, MessageDescriptor>>) =>
    Object.fromEntries(Object.entries(names).map(([value, name]) => [value, i18n._(name)]));
  return {
    status: named(pipelines.flatMap((pipeline) => pipeline.statuses)),
    pipeline: named(pipelines),
    priority: translated(priorityNames),
    category: Object.fromEntries(categories.map(({ value, label }) => [value, label])),
    channel: translated(channelNames),
    truth: { true: t`Yes`, false: t`No` },
  };
}
