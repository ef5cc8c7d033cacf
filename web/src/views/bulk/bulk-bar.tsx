/** Stands in place of the page's head while tickets are selected: how many, and what can be done with them. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { Suspense, lazy, useState } from "react";
import { createPortal } from "react-dom";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { ViewKey } from "~/api/shapes";
import { useCommands } from "~/lib/shortcuts";
import { useWidth } from "~/lib/use-width";
import { Button, IconButton } from "~/ui/button";
import { toast } from "~/ui/toast";
import { useMe } from "~/users/session";
import { type BulkAct, beginBulk } from "~/work/works";
import { useExport } from "../filter/exporting.ts";
import { BulkMenus } from "./bulk-menus.tsx";
import type { TicketSelection } from "./use-selection.ts";

const DeleteDialog = lazy(async () => ({ default: (await import("~/tickets/trash/delete-dialog")).DeleteDialog }));

/** Pixels that the acts need side by side, in the language with the longest words; and with “Select all” before them. */
const roomForMenus = 640;
const roomForAll = 840;

export function BulkBar({
  view,
  chosen,
  total,
}: {
  readonly view: ViewKey;
  readonly chosen: TicketSelection;
  readonly total: number | undefined;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const me = useMe();
  const [width, bar] = useWidth();
  const isRoomy = width > roomForAll;
  const startExport = useExport(view);
  const [isDeleting, setDeleting] = useState(false);
  const { selection, select } = chosen;
  const counted = useQuery({
    queryKey: [...keys.counts, "selected", select],
    queryFn: () => api.post<{ readonly count: number }>("/bulk/count", { select }),
    enabled: selection.isAll,
  });
  const count = selection.isAll ? counted.data?.count : selection.ids.size;
  const begin = (act: BulkAct, expected?: number) => {
    void beginBulk(client, { select, act, ...(expected === undefined ? {} : { expected_count: expected }) })
      .then(chosen.clear)
      .catch((fault: unknown) => toast.failed(sentenceOf(fault)));
  };
  const mayDelete = (me.is_super_admin || me.permissions.includes("delete_tickets")) && view !== "trash";
  // The grid hears it too, but after a menu or a dialog the focus is up here.
  useCommands([
    {
      id: "clear-selection",
      label: t`Clear the selection`,
      group: t`Selected tickets`,
      keys: "Escape",
      keysOnly: true,
      run: chosen.clear,
    },
  ]);
  const isTakingMore = !selection.isAll && chosen.canTakeAll && (total === undefined || total > selection.ids.size);
  const takeAll = isTakingMore
    ? {
        label: total === undefined ? t`Select all in this view` : t`Select all ${total} in this view`,
        run: chosen.takeAll,
      }
    : undefined;
  const work = document.querySelector("#work header");
  if (!work) return null;
  return createPortal(
    <div
      ref={bar}
      role="toolbar"
      aria-label={t`Selected tickets`}
      className="absolute inset-0 z-10 flex items-center gap-1 bg-surface pr-3 pl-2"
    >
      <IconButton label={t`Clear the selection`} shortcut="Escape" icon={<X size={16} />} onClick={chosen.clear} />
      <span role="status" className="tabular mr-2 shrink-0 font-strong">
        {count === undefined ? t`Counting` : plural(count, { one: "# selected", other: "# selected" })}
      </span>
      {takeAll && isRoomy ? (
        <Button weight="quiet" onClick={takeAll.run} className="min-w-0 shrink!">
          <span className="truncate">{takeAll.label}</span>
        </Button>
      ) : null}
      <div className="flex-1" />
      <BulkMenus
        view={view}
        chosen={chosen}
        count={count}
        onAct={begin}
        onExport={() => startExport(select)}
        onDelete={mayDelete ? () => setDeleting(true) : undefined}
        onTakeAll={takeAll}
        hasRoomForMenus={width > roomForMenus}
        hasRoomForAll={isRoomy}
      />
      <Suspense fallback={null}>
        {isDeleting && count ? (
          <DeleteDialog
            count={count}
            onDelete={() => begin({ kind: "trash" }, count)}
            onClose={() => setDeleting(false)}
          />
        ) : null}
      </Suspense>
    </div>,
    work,
  );
}
