/** A view as a CSV file: begun as a job, and offered for download when it is written. */
import { useLingui } from "@lingui/react/macro";
import { api, sentenceOf } from "~/api/client";
import type { ViewKey } from "~/api/shapes";
import { toast } from "~/ui/toast";
import { columnNames } from "../column-names.ts";
import { ticketColumns } from "../ticket-columns.tsx";
import { useColumnPlaces } from "../ticket-table.tsx";
import { useFilterInAddress } from "../view-place.ts";

type Work = { readonly state: string; readonly done: number; readonly download: string | null; readonly sentence: string };

/** Milliseconds between looks at a job that is going on. */
const patience = 700;

export function useExport(view: ViewKey, name: string): () => void {
  const { t, i18n } = useLingui();
  const { places } = useColumnPlaces(view);
  const { filter, panel } = useFilterInAddress();

  async function run() {
    const shown = places.filter((place) => place.isShown).map((place) => place.id);
    const ids = ["id", ...shown.filter((id) => id !== "id")];
    const { job_id: job } = await api.post<{ readonly job_id: number }>(`/views/${view}/export`, {
      columns: columnNames(ids),
      headings: ids.map((id) => {
        const column = ticketColumns.find((other) => other.id === id);
        return column ? i18n._(column.name) : id;
      }),
      ...(filter && (!panel || panel === "filter") ? { filter } : {}),
    });
    const began = toast.done(t`Exporting “${name}”`);
    const work = await written(job);
    toast.close(began);
    if (!work.download) return void toast.failed(work.sentence);
    const address = work.download;
    toast.done(t`“${name}” is exported`, { action: { label: t`Download`, run: () => void location.assign(address) } });
  }
  return () => void run().catch((fault: unknown) => toast.failed(sentenceOf(fault)));
}

async function written(job: number): Promise<Work> {
  for (;;) {
    const work = await api.get<Work>(`/work/${job}`);
    if (work.state !== "waiting" && work.state !== "running") return work;
    await new Promise((resolve) => setTimeout(resolve, patience));
  }
}
