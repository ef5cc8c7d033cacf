/** A new ticket beside the work, without losing one's place. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { keys } from "~/api/keys";
import type { NewTicket } from "~/api/shapes";
import { htmlOfPlain } from "~/conversations/plain-html";
import { withSignature } from "~/conversations/signature";
import { useCommands } from "~/lib/shortcuts";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field, Input, TextArea, useWrongFocused } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { useDirectory, useMe } from "~/users/session";
import { ContactField } from "./contact-field.tsx";
import { NewTicketFields } from "./new-ticket-fields.tsx";
import { type NewTicketValues, useAsNewTicket, useAsked, useNeed } from "./new-ticket.ts";
import { addressOf, asContactOf, isUnclear, noContact } from "./typed-contact.ts";

export type CreateTicketPanelProps = {
  /** The contact's, when one comes from there. */ readonly email?: string;
  readonly onClose: () => void;
  readonly onCreated: (id: number) => void;
};

/** What was typed when the panel was last closed without creating: it stands there again. Gone with the page. */
const blank = { name: "", words: "", message: "", contact: noContact };
let begun = blank;

export function CreateTicketPanel({ email: startEmail = "", onClose, onCreated }: CreateTicketPanelProps) {
  const { t } = useLingui();
  const formId = useId();
  const client = useQueryClient();
  const directory = useDirectory();
  const me = useMe();
  const [texts, setTexts] = useState(startEmail ? { ...begun, contact: { text: startEmail, chosen: null } } : begun);
  const { name, words, message, contact } = texts;
  const write = (changed: Partial<typeof begun>) => setTexts((begun = { ...texts, ...changed }));
  const pipeline = directory.pipelines[0];
  const [values, setValues] = useState<NewTicketValues>({
    pipelineId: pipeline?.id ?? 0,
    statusId: pipeline?.statuses[0]?.id ?? 0,
    companyId: null,
    ownerId: me.id,
    priority: null,
    category: null,
    asked: {},
  });
  const act = useAct();
  const asked = useAsked(values, {
    fault: act.fault,
    besides: { contact_id: contact.text.trim(), description: words.trim() },
  });
  const form = useWrongFocused<HTMLFormElement>(act.fault);
  const asNewTicket = useAsNewTicket();
  const need = useNeed(asked);
  const addresses = directory.channel_accounts.filter((account) => account.channel === "email");
  const [accountId, setAccountId] = useState(addresses[0]?.id ?? null);
  const email = addressOf(contact);
  const mayWrite = email !== null && addresses.length > 0;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!name.trim() || isUnclear(contact)) return;
    act.run(async () => {
      const ticket: NewTicket = {
        name: name.trim(),
        ...asNewTicket(values, asked),
        ...asContactOf(contact),
        ...(words.trim() ? { description: words.trim() } : {}),
        ...(mayWrite && accountId !== null && message.trim()
          ? { message: { html: withSignature(htmlOfPlain(message), me.signature_html), channel_account_id: accountId } }
          : {}),
      };
      const { id } = await api.post<{ readonly id: number }>("/tickets", ticket, { once: ticket });
      void client.invalidateQueries({ queryKey: keys.lists });
      void client.invalidateQueries({ queryKey: keys.counts });
      begun = blank;
      onClose();
      toast.done(t`Ticket created`, {
        action: { label: t({ message: "Open", context: "verb" }), run: () => onCreated(id) },
      });
    });
  };
  useCommands([
    {
      id: "create-submit",
      label: t`Create ticket`,
      group: t`New ticket`,
      keys: "Mod+Enter",
      whileTyping: true,
      keysOnly: true,
      run: () => submit(),
    },
  ]);

  return (
    <Panel
      title={t`New ticket`}
      onClose={onClose}
      place="beside"
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={formId}
            weight="primary"
            busy={act.isBusy}
            disabled={!name.trim() || isUnclear(contact)}
          >{t`Create ticket`}</Button>
        </>
      }
    >
      <form ref={form} id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FaultBanner
          fault={act.fault}
          unheard={t`Look at the list before you try again: the ticket may have been created.`}
        />
        <Field label={t`Name`}>
          <Input
            value={name}
            onChange={(event) => write({ name: event.target.value })}
            dir="auto"
            placeholder={t`What is it about?`}
            maxLength={300}
          />
        </Field>
        <ContactField
          value={contact}
          onChange={(changed) => write({ contact: changed })}
          {...need("contact_id", true)}
        />
        <NewTicketFields values={values} asked={asked} onChange={setValues} />
        {mayWrite ? (
          <>
            <Field
              label={t`First message`}
              optional={t`Optional`}
              hint={t`Goes to ${email} when the ticket is created. Your signature is added.`}
            >
              <TextArea
                value={message}
                onChange={(event) => write({ message: event.target.value })}
                dir="auto"
                rows={6}
              />
            </Field>
            {addresses.length > 1 && message.trim() ? (
              <Field label={t`Sent from`}>
                <Select
                  value={String(accountId)}
                  onChange={(value) => setAccountId(Number(value))}
                  options={addresses.map((account) => ({ value: String(account.id), label: account.address }))}
                />
              </Field>
            ) : null}
          </>
        ) : null}
        <Field
          label={t`Description`}
          {...need("description", true)}
          hint={t`For your colleagues: the customer never sees it.`}
        >
          <TextArea value={words} onChange={(event) => write({ words: event.target.value })} dir="auto" rows={5} />
        </Field>
      </form>
    </Panel>
  );
}
