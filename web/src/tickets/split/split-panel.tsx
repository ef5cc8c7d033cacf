/** The new ticket that the chosen messages go to. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import type { Message, TicketWhole } from "~/api/shapes";
import { choosing, isEnough } from "~/conversations/choosing";
import { useCommands } from "~/lib/shortcuts";
import { useIsChanged } from "~/lib/unsaved";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field, Input, TextArea, useWrongFocused } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { toast } from "~/ui/toast";
import { useDirectory } from "~/users/session";
import { refreshAfterMoving } from "../cached-rows.ts";
import { NewTicketFields } from "../new-ticket-fields.tsx";
import { type NewTicketValues, useAsNewTicket, useAsked, useNeed } from "../new-ticket.ts";
import { useOpenTicket, useUndo } from "../undo/use-undo.ts";
import { type ChosenContact, ContactPicker } from "./contact-picker.tsx";

export type SplitPanelProps = {
  readonly ticket: TicketWhole;
  readonly chosen: readonly Message[];
  /** Where it has room of its own: the conversation stays in sight. */ readonly place: "beside" | "below";
};

/** What came as an answer is called as what it answered, without its "Re:". */
function nameOf(subject: string, name: string): string {
  return subject === "" || subject.endsWith(name) ? name : subject;
}

export function SplitPanel({ ticket, chosen, place }: SplitPanelProps) {
  const { t } = useLingui();
  const formId = useId();
  const client = useQueryClient();
  const directory = useDirectory();
  const open = useOpenTicket();
  const undo = useUndo();
  const act = useAct();
  const first = chosen.filter((message) => message.kind === "message").toSorted((one, other) => one.id - other.id)[0];
  const pipeline = directory.pipelines.find((one) => one.id === ticket.pipeline_id);
  const [name, setName] = useState(() => nameOf(first?.subject ?? "", ticket.name));
  const [description, setDescription] = useState("");
  const [contact, setContact] = useState<ChosenContact>(
    first?.contact_id
      ? { id: first.contact_id, name: first.from?.name || first.from?.address || "" }
      : ticket.contact
        ? { id: ticket.contact.id, name: ticket.contact.name || (ticket.contact.email ?? "") }
        : null,
  );
  const [values, setValues] = useState<NewTicketValues>({
    pipelineId: ticket.pipeline_id,
    statusId: pipeline?.statuses.find((status) => !status.is_closed)?.id ?? ticket.status_id,
    // Another writer's company is the writer's own.
    companyId: contact?.id === ticket.contact?.id ? (ticket.company?.id ?? null) : null,
    ownerId: ticket.owner_id,
    priority: ticket.priority,
    category: ticket.category,
    asked: {},
  });
  const asked = useAsked(values, {
    source: ticket,
    fault: act.fault,
    besides: { contact_id: contact?.id, description: description.trim() },
  });
  const form = useWrongFocused<HTMLFormElement>(act.fault);
  const asNewTicket = useAsNewTicket();
  const need = useNeed(asked);
  const moves = isEnough(chosen);
  const isUnsaved = useIsChanged([name, description, contact, values]) && !act.isBusy;
  const mayCreate = moves && name.trim() !== "";

  useCommands([
    {
      id: "split-create",
      label: t`Create`,
      group: t`New ticket from the chosen messages`,
      keys: "Mod+Enter",
      whileTyping: true,
      keysOnly: true,
      run: () => submit(),
    },
  ]);
  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!mayCreate) return;
    act.run(async () => {
      const { id } = await api.post<{ readonly id: number }>(`/tickets/${ticket.id}/split`, {
        message_ids: chosen.map((message) => message.id),
        ticket: {
          // Where one sees only what a team has, the new ticket stays with the old one's.
          team_id: ticket.team_id,
          ...asNewTicket(values, asked),
          name: name.trim(),
          contact_id: contact?.id ?? null,
          description: description.trim(),
        },
      });
      choosing.end();
      open(id);
      refreshAfterMoving(client, [ticket.id, id]);
      toast.done(t`Split off as ticket #${id}`, { undo: () => void undo(id, "split") });
    });
  }
  return (
    <Panel
      title={t`New ticket from the chosen messages`}
      onClose={choosing.end}
      place={place}
      hearsEscape
      isUnsaved={isUnsaved}
      footer={
        <>
          <Button weight="quiet" className="mr-auto" onClick={choosing.reconsider}>{t`Back to the messages`}</Button>
          <Button weight="quiet" onClick={choosing.end}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={formId}
            weight="primary"
            busy={act.isBusy}
            disabled={!mayCreate}
          >{t`Create`}</Button>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FaultBanner fault={act.fault} />
        <p role="status" className={moves ? "text-quiet" : "text-danger"}>
          {!moves
            ? t`Choose at least one message, not only comments`
            : plural(chosen.length, {
                one: "# message or comment moves there. Answers to it will arrive there too.",
                other: "# messages and comments move there. Answers to them will arrive there too.",
              })}
        </p>
        <Field label={t`Name`}>
          <Input value={name} dir="auto" maxLength={1000} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t`Contact`} {...need("contact_id")}>
          <ContactPicker value={contact} onChange={setContact} />
        </Field>
        <NewTicketFields values={values} asked={asked} onChange={setValues} />
        <Field
          label={t`Description`}
          {...need("description", true)}
          hint={t`For your colleagues: the customer never sees it.`}
        >
          <TextArea value={description} onChange={(event) => setDescription(event.target.value)} dir="auto" rows={5} />
        </Field>
      </form>
    </Panel>
  );
}
