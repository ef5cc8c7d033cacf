/** Says, quietly, that a ticket was made by a merge or a split, and takes it back. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import type { TicketWhole } from "~/api/shapes";

const UndoDialog = lazy(async () => ({ default: (await import("./undo-dialog.tsx")).UndoDialog }));

export function MadeByLine({ ticket }: { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const [isAsking, setAsking] = useState(false);
  const made = ticket.made_by;
  const [one, other] = made?.from ?? [];
  const mayUndo = made?.act === "merge" || ticket.may["split"];
  if (!made || one === undefined || ticket.deleted_at || ticket.spam_at) return null;
  return (
    <p className="flex shrink-0 items-center gap-1.5 border-b border-border px-3 py-1 text-12 text-quiet">
      {made.act === "merge" ? (
        <Trans>
          Merged from #{one} and #{other}
        </Trans>
      ) : (
        <Trans>
          Split from{" "}
          <Link
            to="/tickets/$ticketId"
            params={{ ticketId: String(one) }}
            search={(before) => before}
            className="text-accent hover:underline"
          >
            #{one}
          </Link>
        </Trans>
      )}
      {mayUndo ? (
        <>
          <span aria-hidden>·</span>
          <button
            type="button"
            onClick={() => setAsking(true)}
            className="rounded-4 text-accent hover:underline max-md:min-h-11 max-md:px-2"
          >{t`Undo`}</button>
        </>
      ) : null}
      {isAsking ? (
        <Suspense fallback={null}>
          <UndoDialog ticketId={ticket.id} act={made.act} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </p>
  );
}
