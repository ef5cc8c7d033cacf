/** A card goes to another status: shown at once, put back with the reason when it is refused. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import type { ListQuestion } from "~/api/keys";
import { askInLine } from "~/api/line";
import type { Pipeline, Status, TicketRow } from "~/api/shapes";
import { type StillLeaving, useStillLeaving } from "~/conversations/still-leaving";
import type { RecordChange } from "~/crm/field";
import { requiredBy } from "~/crm/required-fields";
import { refreshTicket, showChange } from "~/tickets/cached-rows";
import { toast } from "~/ui/toast";
import { findStatus, useDirectory } from "~/users/session";
import { shiftCard } from "./board-queries.ts";

export type Asked = { readonly row: TicketRow; readonly to: Status; readonly names: readonly string[] };
/** "asked": the card waits for what its new status requires. */
export type Moved = "there" | "asked" | "back";
export type Move = (row: TicketRow, to: Status, filledIn?: RecordChange, isUndo?: boolean) => Promise<Moved>;

export function useMoving(question: ListQuestion, pipeline: Pipeline) {
  const { t } = useLingui();
  const client = useQueryClient();
  const directory = useDirectory();
  const faultWords = useFaultWords();
  const { tell: stillLeaving } = useStillLeaving();
  const [asked, setAsked] = useState<Asked | null>(null);

  const move = useCallback<Move>(
    async function move(row, to, filledIn = {}, isUndo = false) {
      const from = findStatus(directory, row.status_id);
      if (!from || from.id === to.id) return "back";
      const after = { ...row, status_id: to.id, is_closed: to.is_closed };
      shiftCard(client, question, pipeline.id, row, to);
      showChange(client, row.id, (cached) => ({ ...cached, status_id: to.id, is_closed: to.is_closed }));
      try {
        const answer = await askInLine(`tickets/${row.id}`, () =>
          api.patch<{ readonly still_leaving?: readonly StillLeaving[] }>(`/tickets/${row.id}`, {
            ...filledIn,
            status_id: to.id,
            expected: { status_id: from.id },
            ...(isUndo ? { snoozed_again: true } : {}),
          }),
        );
        toast.done(t`Status is now ${to.label}`, isUndo ? {} : { undo: () => void move(after, from, {}, true) });
        stillLeaving(row.id, answer.still_leaving);
        return "there";
      } catch (fault) {
        shiftCard(client, question, pipeline.id, after, from);
        showChange(client, row.id, (cached) => ({ ...cached, status_id: from.id, is_closed: from.is_closed }));
        const names = requiredBy(fault);
        if (names) setAsked({ row, to, names });
        else toast.failed(t`The ticket was put back`, { detail: faultWords(fault) });
        return names ? "asked" : "back";
      } finally {
        refreshTicket(client, row.id);
      }
    },
    [client, directory, faultWords, pipeline.id, question, stillLeaving, t],
  );
  return { move, asked, dropAsked: () => setAsked(null) };
}
