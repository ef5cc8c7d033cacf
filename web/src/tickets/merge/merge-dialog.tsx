/** Two tickets become one: find the other, choose the primary, see what comes of it, merge. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import { api } from "~/api/client";
import type { TicketWhole } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { useAct } from "~/lib/use-act";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { toast } from "~/ui/toast";
import { refreshAfterMoving } from "../cached-rows.ts";
import { useOpenTicket, useUndo } from "../undo/use-undo.ts";
import type { Other } from "./find-others.ts";
import { MergePreview } from "./merge-preview.tsx";
import { OtherSearch } from "./other-search.tsx";
import { SideBySide } from "./side-by-side.tsx";

export function MergeDialog({ ticket, onClose }: { readonly ticket: TicketWhole; readonly onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const open = useOpenTicket();
  const undo = useUndo();
  const act = useAct();
  const [other, setOther] = useState<Other | null>(null);
  const [primaryId, setPrimaryId] = useState(ticket.id);

  function merge() {
    if (!other) return;
    act.run(async () => {
      const { id } = await api.post<{ readonly id: number }>(`/tickets/${ticket.id}/merge`, { other_id: other.id, primary_id: primaryId });
      onClose();
      open(id);
      refreshAfterMoving(client, [ticket.id, other.id, id]);
      toast.done(t`Merged into ticket #${id}`, { undo: () => void undo(id, "merge") });
    });
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Merge ticket`}
      width="wide"
      place="top"
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button weight="primary" busy={act.isBusy} disabled={!other} onClick={merge}>{t`Merge`}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {act.fault ? <Banner kind="danger" rounded urgent>{act.fault.message}</Banner> : null}
        {other ? (
          <>
            <SideBySide one={ticket.id} other={other.id} primaryId={primaryId} onPrimary={setPrimaryId} onAnother={() => { setOther(null); setPrimaryId(ticket.id); }} />
            <MergePreview ticketId={ticket.id} otherId={other.id} primaryId={primaryId} />
          </>
        ) : (
          <OtherSearch ticketId={ticket.id} onChoose={setOther} />
        )}
        <WhatHappens />
      </div>
    </Dialog>
  );
}

function WhatHappens() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="-ml-1 flex min-h-7 items-center gap-1 rounded-4 px-1 text-left text-accent hover:underline">
        <ChevronRight size={14} aria-hidden className={classes("shrink-0 transition-transform", isOpen && "rotate-90")} />
        {t`What happens when two tickets are merged?`}
      </button>
      {isOpen ? (
        <ul className="mt-1 ml-5 list-disc pl-4 text-quiet">
          <li><Trans>A new ticket is made. Both old numbers and links lead to it.</Trans></li>
          <li><Trans>It has the values of the primary ticket; what is blank there is filled from the other. Tags are joined.</Trans></li>
          <li><Trans>Conversations, comments, contacts, companies, deals, followers and the history of both are kept.</Trans></li>
          <li><Trans>Answers that customers write to either ticket arrive in the new one.</Trans></li>
          <li><Trans>It can be undone at any time, also after more was written.</Trans></li>
        </ul>
      ) : null}
    </div>
  );
}
