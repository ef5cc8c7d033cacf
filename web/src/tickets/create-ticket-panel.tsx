/** A new ticket beside the work, without losing one's place. */
import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { keys } from "~/api/keys";
import type { NewTicket, Priority } from "~/api/shapes";
import { htmlOfPlain } from "~/conversations/plain-html";
import { withSignature } from "~/conversations/signature";
import { RecordPicker } from "~/crm/record-picker";
import { pipelinesQuery } from "~/crm/pipeline-queries";
import { type FieldValues, RequiredFields, useAsChange } from "~/crm/required-fields";
import { useCommands } from "~/lib/shortcuts";
import { useAct } from "~/lib/use-act";
import { Avatar } from "~/ui/avatar";
import { Button } from "~/ui/button";
import { Field, Input, TextArea } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { useDirectory, useMe } from "~/users/session";
import { PriorityIcon, priorityNames } from "./ticket-marks.tsx";

type ContactFound = { readonly id: number; readonly name: string; readonly email: string | null };

export type CreateTicketPanelProps = { /** The contact's, when one comes from there. */ readonly email?: string; readonly onClose: () => void; readonly onCreated: (id: number) => void };

/** What was typed when the panel was last closed without creating: it stands there again. Gone with the page. */
let begun = { name: "", words: "", message: "" };

export function CreateTicketPanel({ email: startEmail = "", onClose, onCreated }: CreateTicketPanelProps) {
  const { t, i18n } = useLingui();
  const form = useId();
  const client = useQueryClient();
  const directory = useDirectory();
  const me = useMe();
  const [texts, setTexts] = useState(begun);
  const { name, words, message } = texts;
  const write = (changed: Partial<typeof begun>) => setTexts((begun = { ...texts, ...changed }));
  const [email, setEmail] = useState(startEmail);
  const [companyId, setCompanyId] = useState<number | null>(null);
  const [pipelineId, setPipelineId] = useState(directory.pipelines[0]?.id ?? 0);
  const pipeline = directory.pipelines.find((other) => other.id === pipelineId);
  const [statusId, setStatusId] = useState<number | null>(null);
  const status = statusId ?? pipeline?.statuses[0]?.id ?? 0;
  const [ownerId, setOwnerId] = useState<number | null>(me.id);
  const [priority, setPriority] = useState<Priority | null>(null);
  const [category, setCategory] = useState<string | null>(null);
  const addresses = directory.channel_accounts.filter((account) => account.channel === "email");
  const [accountId, setAccountId] = useState(addresses[0]?.id ?? null);
  const mayWrite = email.trim() !== "" && addresses.length > 0;
  const { data: rules } = useQuery(pipelinesQuery);
  const [extra, setExtra] = useState<FieldValues>({});
  const asChange = useAsChange();
  // What the form has a box for anyway is filled in there.
  const known: FieldValues = { owner_id: ownerId, priority, category, description: words, contact_id: email };
  const asked = rules?.pipelines.find((one) => one.id === pipelineId)?.statuses.find((one) => one.id === status)?.required_properties.filter((one) => !(one in known)) ?? [];
  const act = useAct();

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!name.trim()) return;
    act.run(async () => {
      const ticket: NewTicket = {
        name: name.trim(),
        pipeline_id: pipelineId,
        status_id: status,
        owner_id: ownerId,
        priority,
        category,
        ...asChange(Object.fromEntries(asked.flatMap((one) => (extra[one] === undefined || extra[one] === null ? [] : [[one, extra[one]]])))),
        ...(email.trim() ? contactIn(email) : {}),
        ...(companyId === null ? {} : { company_id: companyId }),
        ...(words.trim() ? { description: words.trim() } : {}),
        ...(mayWrite && accountId !== null && message.trim() ? { message: { html: withSignature(htmlOfPlain(message), me.signature_html), channel_account_id: accountId } } : {}),
      };
      const { id } = await api.post<{ readonly id: number }>("/tickets", ticket);
      void client.invalidateQueries({ queryKey: keys.lists });
      void client.invalidateQueries({ queryKey: keys.counts });
      begun = { name: "", words: "", message: "" };
      onClose();
      toast.done(t`Ticket created`, { action: { label: t({ message: "Open", context: "verb" }), run: () => onCreated(id) } });
    });
  };
  useCommands([{ id: "create-submit", label: t`Create ticket`, group: t`New ticket`, keys: "Mod+Enter", whileTyping: true, keysOnly: true, run: () => submit() }]);

  const users = directory.users.filter((user) => user.is_active);
  return (
    <Panel
      title={t`New ticket`}
      onClose={onClose}
      beside
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={form} weight="primary" busy={act.isBusy} disabled={!name.trim()}>{t`Create ticket`}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FaultBanner fault={act.fault} />
        <Field label={t`Name`}>
          <Input value={name} onChange={(event) => write({ name: event.target.value })} dir="auto" placeholder={t`What is it about?`} maxLength={300} />
        </Field>
        <ContactField value={email} onChange={setEmail} />
        <Field label={t`Company`} optional={t`Optional`} hint={t`Left empty, it is the contact's.`}>
          <RecordPicker object="companies" value={companyId} onChange={setCompanyId} />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          {directory.pipelines.length > 1 ? (
            <Field label={t`Pipeline`} className="col-span-2">
              <Select
                value={String(pipelineId)}
                onChange={(value) => {
                  setPipelineId(Number(value));
                  setStatusId(null);
                }}
                options={directory.pipelines.map((other) => ({ value: String(other.id), label: other.label }))}
              />
            </Field>
          ) : null}
          <Field label={t`Status`}>
            <Select value={String(status)} onChange={(value) => setStatusId(Number(value))} options={(pipeline?.statuses ?? []).map((other) => ({ value: String(other.id), label: other.label }))} />
          </Field>
          <Field label={t`Owner`}>
            <Picker
              value={ownerId === null ? null : String(ownerId)}
              onChange={(value) => setOwnerId(value === null ? null : Number(value))}
              options={users.map((user) => ({ value: String(user.id), label: user.name, mark: <Avatar name={user.name} tintFrom={user.email} size={20} shape="square" /> }))}
              placeholder={t`No owner`}
              clearLabel={t`No owner`}
              searchLabel={t`Find a user`}
              nothingFound={t`No such user`}
            />
          </Field>
          <Field label={t`Priority`}>
            <Select
              value={priority ?? "none"}
              onChange={(value) => setPriority(value === "none" ? null : (value as Priority))}
              options={[
                { value: "none", label: t`None` },
                ...(Object.keys(priorityNames) as Priority[]).map((value) => ({ value, label: i18n._(priorityNames[value]), mark: <PriorityIcon priority={value} /> })),
              ]}
            />
          </Field>
          <Field label={t`Category`}>
            <Picker
              value={category}
              onChange={setCategory}
              options={directory.categories.map((other) => ({ value: other.value, label: other.label }))}
              placeholder={t`None`}
              clearLabel={t`None`}
              searchLabel={t`Find a category`}
              nothingFound={t`No such category`}
            />
          </Field>
        </div>
        {asked.length > 0 ? <RequiredFields key={status} names={asked} values={extra} onChange={setExtra} pipelineId={pipelineId} /> : null}
        {mayWrite ? (
          <>
            <Field label={t`First message`} optional={t`Optional`} hint={t`Goes to ${email.trim()} when the ticket is created. Your signature is added.`}>
              <TextArea value={message} onChange={(event) => write({ message: event.target.value })} dir="auto" rows={6} />
            </Field>
            {addresses.length > 1 && message.trim() ? (
              <Field label={t`Sent from`}>
                <Select value={String(accountId)} onChange={(value) => setAccountId(Number(value))} options={addresses.map((account) => ({ value: String(account.id), label: account.address }))} />
              </Field>
            ) : null}
          </>
        ) : null}
        <Field label={t`Description`} optional={t`Optional`} hint={t`For your colleagues: the customer never sees it.`}>
          <TextArea value={words} onChange={(event) => write({ words: event.target.value })} dir="auto" rows={5} />
        </Field>
      </form>
    </Panel>
  );
}

/** "Ann Kowalska <ann@customer.example>" names the contact too, for one that is new. */
function contactIn(typed: string): { readonly contact_email: string; readonly contact_name?: string } {
  const named = /^(?<name>[^<>]+)<(?<address>[^<>\s]+)>$/u.exec(typed.trim())?.groups;
  return named ? { contact_email: named["address"] ?? "", contact_name: (named["name"] ?? "").trim() } : { contact_email: typed.trim() };
}

/** A contact by name or address; an address that is not known yet becomes a new contact. */
function ContactField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useLingui();
  const list = useId();
  const query = contactIn(value).contact_email;
  const { data, isPlaceholderData } = useQuery({
    queryKey: keys.contactSearch(query),
    queryFn: ({ signal }) => api.get<{ readonly contacts: readonly ContactFound[] }>("/contacts", { query: { query }, signal }),
    enabled: query.length >= 2,
    placeholderData: (before) => before,
  });
  const isNew = /^\S+@\S+\.\S+$/u.test(query) && data !== undefined && !isPlaceholderData && !data.contacts.some((contact) => contact.email?.toLowerCase() === query.toLowerCase());
  return (
    <>
      <Field label={t`Contact`} optional={t`Optional`} {...(isNew ? { hint: t`Not known yet: a new contact is made.` } : {})}>
        <Input inputMode="email" spellCheck={false} autoComplete="off" list={list} value={value} onChange={(event) => onChange(event.target.value)} placeholder={t`Name or e-mail address of the customer`} />
      </Field>
      <datalist id={list}>
        {(data?.contacts ?? []).flatMap((contact) =>
          contact.email ? [
            <option key={contact.id} value={contact.email}>
              {contact.name}
            </option>,
          ] : [],
        )}
      </datalist>
    </>
  );
}
