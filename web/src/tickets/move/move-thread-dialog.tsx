/** A conversation goes to an inbox, or from one to the help desk. The ticket stays. */
import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { keys } from "~/api/keys";
import type { Directory, TicketWhole } from "~/api/shapes";
import { inboxesQuery } from "~/conversations/inboxes";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { Field, TextArea } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { useDirectory } from "~/users/session";
import { refreshAfterMoving } from "../cached-rows.ts";
import type { Other } from "../merge/find-others.ts";
import { type Joined, JoinedTicket } from "./joined-ticket.tsx";
import { MovedStatus, type PlaceInPipeline } from "./moved-status.tsx";

type Movable = { readonly id: number; readonly subject: string | null };
const kept = "kept";

export type MoveThreadDialogProps = {
  readonly threads: readonly Movable[];
  /** The ticket that the conversation stands in; null where it stands in an inbox. */
  readonly ticket: Pick<TicketWhole, "id" | "pipeline_id" | "owner_id"> | null;
  /** The inbox that it stands in. */
  readonly inboxId?: number;
  /** Tickets that a conversation of an inbox is likely to belong to. */
  readonly suggested?: readonly Other[];
  readonly onClose: () => void;
  /** With the ticket that it has now; null in an inbox. */
  readonly onMoved?: (ticketId: number | null) => void;
};

export function MoveThreadDialog({
  threads,
  ticket,
  inboxId,
  suggested = [],
  onClose,
  onMoved,
}: MoveThreadDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const directory = useDirectory();
  const act = useAct();
  const { data, error } = useQuery(inboxesQuery);
  const targets = (data?.inboxes ?? []).filter(
    (inbox) => !inbox.is_archived && (ticket ? inbox.kind !== "help_desk" : inbox.id !== inboxId),
  );
  const [threadId, setThreadId] = useState(String(threads[0]?.id ?? ""));
  const [chosenTarget, setTarget] = useState<string | null>(null);
  const target = targets.find((inbox) => String(inbox.id) === chosenTarget) ?? targets[0];
  const [ownerId, setOwnerId] = useState<string | null>(kept);
  const [joined, setJoined] = useState<Joined>("new");
  const [standing, setStanding] = useState<PlaceInPipeline>({
    pipelineId: ticket?.pipeline_id ?? directory.pipelines[0]?.id ?? 0,
    statusId: null,
  });
  const [comment, setComment] = useState("");
  const toHelpDesk = target?.kind === "help_desk";
  const ownPipelineId =
    ticket?.pipeline_id ?? (typeof joined === "object" ? (pipelineOf(directory, joined.status_id) ?? null) : null);
  const hasTicket = ticket !== null || (toHelpDesk && joined !== "none");

  function join(next: Joined) {
    setJoined(next);
    const pipelineId = typeof next === "object" ? pipelineOf(directory, next.status_id) : directory.pipelines[0]?.id;
    setStanding({ pipelineId: pipelineId ?? standing.pipelineId, statusId: null });
  }

  function move() {
    if (!target) return;
    act.run(async () => {
      const { ticket_id: ticketId } = await api.post<{ readonly ticket_id: number | null }>(
        `/threads/${threadId}/move`,
        {
          inbox_id: target.id,
          ...(ownerId === kept ? {} : { assign: { owner_id: ownerId === null ? null : Number(ownerId) } }),
          ...(toHelpDesk && typeof joined === "object" ? { ticket_id: joined.id } : {}),
          pipeline_id: standing.pipelineId,
          ...(hasTicket && standing.statusId !== null ? { status_id: standing.statusId } : {}),
          comment_html: asHtml(comment),
        },
      );
      onClose();
      refreshAfterMoving(
        client,
        [ticket?.id, ticketId].filter((id) => typeof id === "number"),
      );
      void client.invalidateQueries({ queryKey: keys.inboxes });
      const place = target.name;
      toast.done(t`The conversation is in ${place} now`);
      onMoved?.(ticketId);
    });
  }
  const people = directory.users
    .filter((user) => user.is_active)
    .map((user) => ({ value: String(user.id), label: user.name }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Move thread`}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            weight="primary"
            busy={act.isBusy}
            disabled={!target || (toHelpDesk && joined === "none")}
            onClick={move}
          >{t`Move`}</Button>
        </>
      }
    >
      <FaultBanner fault={error} />
      {data && targets.length === 0 ? (
        <p className="text-quiet">{t`There is no inbox yet. Once an inbox is added in the settings, conversations can be moved there.`}</p>
      ) : null}
      {!data && !error ? <SkeletonText lines={4} /> : null}
      {target ? (
        <div className="flex flex-col gap-4">
          <FaultBanner fault={act.fault} />
          {threads.length > 1 ? (
            <Field label={t`Conversation`}>
              <Select
                value={threadId}
                options={threads.map((thread) => ({
                  value: String(thread.id),
                  label: thread.subject || t`No subject`,
                }))}
                onChange={setThreadId}
              />
            </Field>
          ) : null}
          <Field
            label={t`Move to`}
            {...(ticket ? { hint: t`The conversation moves, the ticket stays in the help desk.` } : {})}
          >
            <Select
              value={String(target.id)}
              options={targets.map((inbox) => ({
                value: String(inbox.id),
                label: inbox.kind === "help_desk" ? t`Help desk` : inbox.name,
              }))}
              onChange={setTarget}
            />
          </Field>
          {toHelpDesk ? <JoinedTicket joined={joined} suggested={suggested} onChange={join} /> : null}
          {hasTicket ? <MovedStatus value={standing} ownPipelineId={ownPipelineId} onChange={setStanding} /> : null}
          <Field label={t`Owner`}>
            <Picker
              value={ownerId}
              options={[{ value: kept, label: t`As it is` }, ...people]}
              placeholder={t`No owner`}
              clearLabel={t`No owner`}
              searchLabel={t`Find a colleague`}
              nothingFound={t`No colleague has this name`}
              onChange={setOwnerId}
            />
          </Field>
          <Field
            label={t`Comment`}
            optional={t`Optional`}
            hint={
              ticket
                ? t`For your colleagues, on the ticket and with the conversation.`
                : t`For your colleagues, with the conversation.`
            }
          >
            <TextArea value={comment} dir="auto" onChange={(event) => setComment(event.target.value)} />
          </Field>
        </div>
      ) : null}
    </Dialog>
  );
}

function pipelineOf(directory: Directory, statusId: number): number | undefined {
  return directory.pipelines.find((pipeline) => pipeline.statuses.some((status) => status.id === statusId))?.id;
}

function asHtml(text: string): string {
  const words = text.trim();
  if (words === "") return "";
  const paragraph = document.createElement("p");
  paragraph.textContent = words;
  return paragraph.outerHTML.replaceAll("\n", "<br>");
}
