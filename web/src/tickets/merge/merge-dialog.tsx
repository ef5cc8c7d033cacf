/** Two tickets become one: find the other, choose the primary, see what comes of it, merge. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import type { TicketWhole } from "~/api/shapes";
import { MergeFrame } from "~/crm/merge-frame";
import { useAct } from "~/lib/use-act";
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
      const { id } = await api.post<{ readonly id: number }>(`/tickets/${ticket.id}/merge`, {
        other_id: other.id,
        primary_id: primaryId,
      });
      onClose();
      open(id);
      refreshAfterMoving(client, [ticket.id, other.id, id]);
      toast.done(t`Merged into ticket #${id}`, { undo: () => void undo(id, "merge") });
    });
  }
  return (
    <MergeFrame
      title={t`Merge ticket`}
      width="wide"
      act={act}
      mayMerge={other !== null}
      onMerge={merge}
      onClose={onClose}
      question={t`What happens when two tickets are merged?`}
      answer={
        <>
          <li>
            <Trans>A new ticket is made. Both old numbers and links lead to it.</Trans>
          </li>
          <li>
            <Trans>
              It has the values of the primary ticket; what is blank there is filled from the other. Tags are joined.
            </Trans>
          </li>
          <li>
            <Trans>
              Conversations, comments, contacts, companies, deals, followers and the history of both are kept.
            </Trans>
          </li>
          <li>
            <Trans>Answers that customers write to either ticket arrive in the new one.</Trans>
          </li>
          <li>
            <Trans>It can be undone at any time, also after more was written.</Trans>
          </li>
        </>
      }
    >
      {other ? (
        <>
          <SideBySide
            one={ticket.id}
            other={other.id}
            primaryId={primaryId}
            onPrimary={setPrimaryId}
            onAnother={() => {
              setOther(null);
              setPrimaryId(ticket.id);
            }}
          />
          <MergePreview ticketId={ticket.id} otherId={other.id} primaryId={primaryId} />
        </>
      ) : (
        <OtherSearch ticketId={ticket.id} onChoose={setOther} />
      )}
    </MergeFrame>
  );
}
