/** The values of a ticket that is split off. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Priority } from "~/api/shapes";
import { contactSearchQuery } from "~/crm/queries";
import { Field, Input } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { findPipeline, useDirectory } from "~/users/session";
import { priorityNames } from "../ticket-marks.tsx";
import { priorities } from "../ticket.ts";

export type NewTicketValues = {
  readonly name: string;
  readonly pipelineId: number;
  readonly statusId: number;
  readonly ownerId: number | null;
  readonly priority: Priority | null;
  readonly category: string | null;
  readonly contact: { readonly id: number; readonly name: string } | null;
};

const none = "none";

export function NewTicketFields({ values, onChange }: { readonly values: NewTicketValues; readonly onChange: (values: NewTicketValues) => void }) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const set = (change: Partial<NewTicketValues>) => onChange({ ...values, ...change });
  const statuses = findPipeline(directory, values.pipelineId)?.statuses ?? [];
  return (
    <>
      <Field label={t`Name`}>
        <Input value={values.name} dir="auto" maxLength={1000} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t`Contact`}>
        <ContactPicker value={values.contact} onChange={(contact) => set({ contact })} />
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t`Pipeline`}>
          <Select
            value={String(values.pipelineId)}
            options={directory.pipelines.map((one) => ({ value: String(one.id), label: one.label }))}
            onChange={(value) => {
              const pipeline = findPipeline(directory, Number(value));
              if (pipeline) set({ pipelineId: pipeline.id, statusId: pipeline.statuses[0]?.id ?? 0 });
            }}
          />
        </Field>
        <Field label={t`Status`}>
          <Select value={String(values.statusId)} options={statuses.map((one) => ({ value: String(one.id), label: one.label }))} onChange={(value) => set({ statusId: Number(value) })} />
        </Field>
        <Field label={t`Owner`}>
          <Picker
            value={values.ownerId === null ? null : String(values.ownerId)}
            options={directory.users.filter((user) => user.is_active || user.id === values.ownerId).map((user) => ({ value: String(user.id), label: user.name }))}
            placeholder={t`No owner`}
            clearLabel={t`No owner`}
            searchLabel={t`Find a colleague`}
            nothingFound={t`No colleague has this name`}
            onChange={(value) => set({ ownerId: value === null ? null : Number(value) })}
          />
        </Field>
        <Field label={t`Priority`}>
          <Select
            value={values.priority ?? none}
            options={[{ value: none, label: t`No priority` }, ...priorities.map((one) => ({ value: one as string, label: i18n._(priorityNames[one]) }))]}
            onChange={(value) => set({ priority: value === none ? null : (value as Priority) })}
          />
        </Field>
        <Field label={t`Category`}>
          <Select value={values.category ?? none} options={[{ value: none, label: t`No category` }, ...directory.categories]} onChange={(value) => set({ category: value === none ? null : value })} />
        </Field>
      </div>
    </>
  );
}

type Chosen = NewTicketValues["contact"];

function ContactPicker({ value, onChange, ...field }: { readonly value: Chosen; readonly onChange: (contact: Chosen) => void; readonly id?: string }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const { data = [] } = useQuery({ ...contactSearchQuery(typed.trim()), enabled: typed.trim().length > 1 });
  const found = data.map((contact) => ({ value: String(contact.id), label: contact.name || (contact.email ?? ""), ...(contact.email ? { hint: contact.email } : {}) }));
  const options = value && !found.some((one) => one.value === String(value.id)) ? [{ value: String(value.id), label: value.name }, ...found] : found;
  return (
    <Picker
      {...field}
      value={value ? String(value.id) : null}
      options={options}
      placeholder={t`No contact`}
      searchLabel={t`Find a contact`}
      nothingFound={typed.trim().length > 1 ? t`No contact was found` : t`Type a name or an address`}
      onSearch={setTyped}
      onChange={(id) => {
        const contact = options.find((one) => one.value === id);
        if (contact) onChange({ id: Number(contact.value), name: contact.label });
      }}
    />
  );
}
