/** What a macro changes on the ticket; whatever is not chosen stays as it is. */
import { Trans, useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import type { Priority } from "~/api/shapes";
import { PropertyField } from "~/crm/property-field";
import { TagsEditor } from "~/crm/tags-editor";
import { useFields } from "~/crm/use-fields";
import { priorities, priorityNames } from "~/crm/ticket-choices";
import { IconButton } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { useDirectory } from "~/users/session";
import type { MacroFields } from "./macro-acts.ts";

const asItIs = "";

export function MacroActsFields({
  fields,
  onChange,
}: {
  readonly fields: MacroFields;
  readonly onChange: (fields: MacroFields) => void;
}) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const leave = { value: asItIs, label: t`Leave as it is` };
  const several = directory.pipelines.length > 1;
  const statuses = directory.pipelines.flatMap((pipeline) =>
    pipeline.statuses.map((status) => ({
      value: String(status.id),
      label: several ? `${pipeline.label}: ${status.label}` : status.label,
    })),
  );
  /** Takes a field out where nothing is to be changed. */
  function put<Name extends keyof MacroFields>(name: Name, value: MacroFields[Name] | undefined) {
    const { [name]: _gone, ...others } = fields;
    onChange((value === undefined ? others : { ...others, [name]: value }) as MacroFields);
  }
  const { owner, snooze } = fields;
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label={t`Status`}>
        <Select
          value={fields.statusId === undefined ? asItIs : String(fields.statusId)}
          onChange={(value) => put("statusId", value === asItIs ? undefined : Number(value))}
          options={[leave, ...statuses]}
        />
      </Field>
      <Field label={t`Priority`}>
        <Select
          value={fields.priority ?? asItIs}
          onChange={(value) => put("priority", value === asItIs ? undefined : (value as Priority))}
          options={[leave, ...priorities.map((value) => ({ value, label: i18n._(priorityNames[value]) }))]}
        />
      </Field>
      <Field label={t`Category`}>
        <Select
          value={fields.category ?? asItIs}
          onChange={(value) => put("category", value === asItIs ? undefined : value)}
          options={[leave, ...directory.categories.map(({ value, label }) => ({ value, label }))]}
        />
      </Field>
      <Field label={t`Owner`}>
        <Select
          value={owner === undefined ? asItIs : owner === null ? "none" : String(owner)}
          onChange={(value) =>
            put("owner", value === asItIs ? undefined : value === "none" ? null : value === "me" ? "me" : Number(value))
          }
          options={[
            leave,
            { value: "me", label: t`Who runs it` },
            { value: "none", label: t`No owner` },
            ...directory.users
              .filter((user) => user.is_active)
              .map((user) => ({ value: String(user.id), label: user.name })),
          ]}
        />
      </Field>
      {directory.teams.length > 0 ? (
        <Field label={t`Team`}>
          <Select
            value={fields.teamId === undefined ? asItIs : fields.teamId === null ? "none" : String(fields.teamId)}
            onChange={(value) => put("teamId", value === asItIs ? undefined : value === "none" ? null : Number(value))}
            options={[
              leave,
              { value: "none", label: t`No team` },
              ...directory.teams.map((team) => ({ value: String(team.id), label: team.name })),
            ]}
          />
        </Field>
      ) : null}
      <div className="col-span-2 flex flex-col gap-1">
        <p className="font-strong">
          <Trans>Tags to add</Trans>
        </p>
        <TagsEditor look="field" tags={fields.tags} onChange={(tags) => put("tags", tags)} />
      </div>
      <OwnProperties values={fields.properties} onChange={(properties) => put("properties", properties)} />
      <Field label={t`Snooze`}>
        <Select
          value={snooze === undefined ? asItIs : snooze === "reply" ? snooze : "days"}
          onChange={(value) => put("snooze", value === asItIs ? undefined : value === "reply" ? value : 1)}
          options={[
            leave,
            { value: "reply", label: t`Until the customer answers` },
            { value: "days", label: t`For some days` },
          ]}
        />
      </Field>
      {typeof snooze === "number" ? (
        <Field label={t`Days`} hint={t`Until 9 in the morning, or sooner if the customer answers.`}>
          <Input
            type="number"
            min={1}
            max={365}
            value={String(snooze)}
            onChange={(event) => put("snooze", Math.min(365, Math.max(1, Math.round(Number(event.target.value)) || 1)))}
          />
        </Field>
      ) : null}
    </div>
  );
}

/** The desk's own properties that the macro sets; each is added by its name. */
function OwnProperties({
  values,
  onChange,
}: {
  readonly values: MacroFields["properties"];
  readonly onChange: (values: MacroFields["properties"]) => void;
}) {
  const { t } = useLingui();
  const fields = (useFields("tickets") ?? []).filter((field) => field.isOwn);
  const others = fields.filter((field) => !(field.name in values));
  if (fields.length === 0) return null;
  return (
    <fieldset className="col-span-2 flex flex-col gap-3">
      <legend className="pb-1 font-strong">
        <Trans>Properties to set</Trans>
      </legend>
      {fields
        .filter((field) => field.name in values)
        .map((field) => (
          <div key={field.name} className="flex items-end gap-2">
            <PropertyField
              field={field}
              value={values[field.name] ?? null}
              onChange={(value) => onChange({ ...values, [field.name]: value ?? null })}
              className="min-w-0 flex-1"
            />
            <IconButton
              label={t`Leave ${field.label} as it is`}
              icon={<X size={16} />}
              onClick={() => {
                const { [field.name]: _left, ...kept } = values;
                onChange(kept);
              }}
            />
          </div>
        ))}
      {others.length > 0 ? (
        <Picker
          label={t`Add a property`}
          value={null}
          onChange={(name) => name && onChange({ ...values, [name]: null })}
          options={others.map((field) => ({ value: field.name, label: field.label }))}
          placeholder={t`Add a property`}
          searchLabel={t`Search properties`}
          nothingFound={t`No property has this name`}
        />
      ) : null}
    </fieldset>
  );
}
