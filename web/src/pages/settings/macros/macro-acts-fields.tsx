/** What a macro changes on the ticket; whatever is not chosen stays as it is. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { Priority } from "~/api/shapes";
import { TagsEditor } from "~/crm/tags-editor";
import { priorityNames } from "~/tickets/ticket-marks";
import { Checkbox } from "~/ui/checkbox";
import { Field } from "~/ui/field";
import { Select } from "~/ui/select";
import { useDirectory } from "~/users/session";
import type { MacroFields } from "./macro-acts.ts";

const asItIs = "";

export function MacroActsFields({ fields, onChange }: { readonly fields: MacroFields; readonly onChange: (fields: MacroFields) => void }) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const leave = { value: asItIs, label: t`Leave as it is` };
  const several = directory.pipelines.length > 1;
  const statuses = directory.pipelines.flatMap((pipeline) => pipeline.statuses.map((status) => ({ value: String(status.id), label: several ? `${pipeline.label}: ${status.label}` : status.label })));
  /** Takes a field out where nothing is to be changed. */
  function put<Name extends keyof MacroFields>(name: Name, value: MacroFields[Name] | undefined) {
    const { [name]: _gone, ...others } = fields;
    onChange((value === undefined ? others : { ...others, [name]: value }) as MacroFields);
  }
  const owner = fields.owner;
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label={t`Status`}>
        <Select value={fields.statusId === undefined ? asItIs : String(fields.statusId)} onChange={(value) => put("statusId", value === asItIs ? undefined : Number(value))} options={[leave, ...statuses]} />
      </Field>
      <Field label={t`Priority`}>
        <Select value={fields.priority ?? asItIs} onChange={(value) => put("priority", value === asItIs ? undefined : (value as Priority))} options={[leave, ...(Object.keys(priorityNames) as Priority[]).map((value) => ({ value, label: i18n._(priorityNames[value]) }))]} />
      </Field>
      <Field label={t`Category`}>
        <Select value={fields.category ?? asItIs} onChange={(value) => put("category", value === asItIs ? undefined : value)} options={[leave, ...directory.categories.map(({ value, label }) => ({ value, label }))]} />
      </Field>
      <Field label={t`Owner`}>
        <Select
          value={owner === undefined ? asItIs : owner === null ? "none" : String(owner)}
          onChange={(value) => put("owner", value === asItIs ? undefined : value === "none" ? null : value === "me" ? "me" : Number(value))}
          options={[leave, { value: "me", label: t`Who runs it` }, { value: "none", label: t`No owner` }, ...directory.users.filter((user) => user.is_active).map((user) => ({ value: String(user.id), label: user.name }))]}
        />
      </Field>
      {directory.teams.length > 0 ? (
        <Field label={t`Team`}>
          <Select
            value={fields.teamId === undefined ? asItIs : fields.teamId === null ? "none" : String(fields.teamId)}
            onChange={(value) => put("teamId", value === asItIs ? undefined : value === "none" ? null : Number(value))}
            options={[leave, { value: "none", label: t`No team` }, ...directory.teams.map((team) => ({ value: String(team.id), label: team.name }))]}
          />
        </Field>
      ) : null}
      <div className="col-span-2 flex flex-col gap-1">
        <p className="font-strong">
          <Trans>Tags to add</Trans>
        </p>
        <TagsEditor tags={fields.tags} onChange={(tags) => put("tags", tags)} />
      </div>
      <div className="col-span-2">
        <Checkbox checked={fields.snoozes} onChange={(snoozes) => put("snoozes", snoozes)} label={t`Snooze until the customer answers`} />
      </div>
    </div>
  );
}
