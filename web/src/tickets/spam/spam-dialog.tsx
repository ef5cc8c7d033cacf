/** Which of the ticket's conversations are spam? */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { useFaultWords } from "~/api/fault-words";
import type { Thread, TicketWhole } from "~/api/shapes";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Dialog } from "~/ui/dialog";
import { toast } from "~/ui/toast";
import { refreshAfterMoving } from "../cached-rows.ts";
import { whereOf } from "../ticket.ts";

export type SpamDialogProps = {
  readonly ticket: TicketWhole;
  readonly threads: readonly Thread[];
  readonly onClose: () => void;
};

export function SpamDialog({ ticket, threads, onClose }: SpamDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const act = useAct();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(threads.map((thread) => thread.id)));
  const [denies, setDenies] = useState(false);
  const sender = ticket.contact?.email ?? null;
  const isWhole = chosen.size === threads.length;

  function toggle(id: number, isChosen: boolean) {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  }
  function undo(recordId: number, ruleId: number | null) {
    Promise.all([
      api.post(`/tickets/${recordId}/not-spam`),
      ...(ruleId === null ? [] : [api.delete(`/sender-rules/${ruleId}`)]),
    ])
      .catch((fault: unknown) => void toast.failed(faultWords(fault)))
      .finally(() => refreshAfterMoving(client, [ticket.id, recordId]));
  }
  function confirm() {
    act.run(async () => {
      const record = await api.post<{ readonly id: number }>(`/tickets/${ticket.id}/spam`, { thread_ids: [...chosen] });
      const rule =
        denies && sender
          ? await api
              .post<{ readonly id: number }>("/sender-rules", { verdict: "deny", sender })
              .catch((fault: unknown) => void toast.failed(faultWords(fault)))
          : undefined;
      onClose();
      refreshAfterMoving(client, [ticket.id, record.id]);
      toast.done(isWhole ? t`The ticket is in Spam` : t`Moved to Spam`, {
        undo: () => undo(record.id, rule?.id ?? null),
        about: whereOf(record.id),
      });
    });
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Mark as spam`}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            weight="primary"
            busy={act.isBusy}
            disabled={threads.length > 0 && chosen.size === 0}
            onClick={confirm}
          >{t`Confirm`}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FaultBanner fault={act.fault} />
        {threads.length > 0 ? (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-2 text-quiet">
              <Trans>Conversations that are spam</Trans>
            </legend>
            {threads.map((thread) => (
              <Checkbox
                key={thread.id}
                checked={chosen.has(thread.id)}
                onChange={(isChosen) => toggle(thread.id, isChosen)}
                label={<bdi className="break-words">{thread.subject || t`No subject`}</bdi>}
                hint={thread.participants.map((person) => person.name || person.address).join(", ")}
              />
            ))}
          </fieldset>
        ) : null}
        <p className="text-quiet" role="status">
          {threads.length === 0
            ? t`The ticket goes to the Spam view. It is kept there for 90 days.`
            : isWhole
              ? t`With all of its conversations chosen, the ticket itself goes to the Spam view. It is kept there for 90 days.`
              : t`The chosen conversations go to the Spam view, where they are kept for 90 days. The ticket stays.`}
        </p>
        {sender && ticket.may["move"] ? (
          <Checkbox
            checked={denies}
            onChange={setDenies}
            label={t`Treat all mail of ${sender} as spam`}
            hint={t`Adds the address to the deny list.`}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
