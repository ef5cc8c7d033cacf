/** The boxes of a new ticket's values, between whom it is from and what it says. */
import { useLingui } from "@lingui/react/macro";
import type { Priority } from "~/api/shapes";
import { RecordPicker } from "~/crm/record-picker";
import { RequiredFields } from "~/crm/required-fields";
import { priorities, priorityNames } from "~/crm/ticket-choices";
import { Avatar } from "~/ui/avatar";
import { Field } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { findPipeline, useDirectory } from "~/users/session";
import { type Asked, type NewTicketValues, useNeed } from "./new-ticket.ts";
import { PriorityIcon } from "./ticket-marks.tsx";

export type NewTicketFieldsProps = {
  readonly values: NewTicketValues;
  readonly asked: Asked;
  readonly onChange: (values: NewTicketValues) => void;
};

export function NewTicketFields({ values, asked, onChange }: NewTicketFieldsProps) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const need = useNeed(asked);
  const set = (change: Partial<NewTicketValues>) => onChange({ ...values, ...change });
  const { pipelineId, statusId, companyId, ownerId, priority, category } = values;
  const users = directory.users.filter((user) => user.is_active || user.id === ownerId);
  return (
    <>
      <Field label={t`Company`} {...need("company_id", true)} hint={t`Left empty, it is the contact's.`}>
        <RecordPicker object="companies" value={companyId} onChange={(value) => set({ companyId: value })} />
      </Field>
      <div className="grid grid-cols-2 gap-4">
        {directory.pipelines.length > 1 ? (
          <Field label={t`Pipeline`} className="col-span-2">
            <Select
              value={String(pipelineId)}
              onChange={(value) =>
                set({
                  pipelineId: Number(value),
                  statusId: findPipeline(directory, Number(value))?.statuses[0]?.id ?? 0,
                })
              }
              options={directory.pipelines.map((other) => ({ value: String(other.id), label: other.label }))}
            />
          </Field>
        ) : null}
        <Field label={t`Status`}>
          <Select
            value={String(statusId)}
            onChange={(value) => set({ statusId: Number(value) })}
            options={(findPipeline(directory, pipelineId)?.statuses ?? []).map((other) => ({
              value: String(other.id),
              label: other.label,
            }))}
          />
        </Field>
        <Field label={t`Owner`} {...need("owner_id")}>
          <Picker
            value={ownerId === null ? null : String(ownerId)}
            onChange={(value) => set({ ownerId: value === null ? null : Number(value) })}
            options={users.map((user) => ({
              value: String(user.id),
              label: user.name,
              mark: <Avatar name={user.name} tintFrom={user.email} size={20} shape="square" />,
            }))}
            placeholder={t`No owner`}
            clearLabel={t`No owner`}
            searchLabel={t`Find a user`}
            nothingFound={t`No such user`}
          />
        </Field>
        <Field label={t`Priority`} {...need("priority")}>
          <Select
            value={priority ?? "none"}
            onChange={(value) => set({ priority: value === "none" ? null : (value as Priority) })}
            options={[
              { value: "none", label: t`None` },
              ...priorities.map((value) => ({
                value: value as string,
                label: i18n._(priorityNames[value]),
                mark: <PriorityIcon priority={value} />,
              })),
            ]}
          />
        </Field>
        <Field label={t`Category`} {...need("category")}>
          <Picker
            value={category}
            onChange={(value) => set({ category: value })}
            options={directory.categories.map((other) => ({ value: other.value, label: other.label }))}
            placeholder={t`None`}
            clearLabel={t`None`}
            searchLabel={t`Find a category`}
            nothingFound={t`No such category`}
          />
        </Field>
      </div>
      {asked.others.length > 0 ? (
        <RequiredFields
          key={statusId}
          names={asked.others}
          values={asked.values}
          onChange={(filledIn) => set({ asked: filledIn })}
          pipelineId={pipelineId}
          need={need}
        />
      ) : null}
    </>
  );
}
