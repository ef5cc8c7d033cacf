/** Pipeline and status of the ticket that stays, is joined or begins. */
import { useLingui } from "@lingui/react/macro";
import { Field } from "~/ui/field";
import { Select } from "~/ui/select";
import { findPipeline, useDirectory } from "~/users/session";

/** `statusId` is null while the ticket keeps its own, or begins in the first one. */
export type PlaceInPipeline = { readonly pipelineId: number; readonly statusId: number | null };

const kept = "kept";

/** `ownPipelineId` is where the ticket stands now, null for one that begins. */
export function MovedStatus({
  value,
  ownPipelineId,
  onChange,
}: {
  readonly value: PlaceInPipeline;
  readonly ownPipelineId: number | null;
  readonly onChange: (value: PlaceInPipeline) => void;
}) {
  const { t } = useLingui();
  const directory = useDirectory();
  const statuses = findPipeline(directory, value.pipelineId)?.statuses ?? [];
  const isNew = ownPipelineId === null;
  return (
    <>
      {directory.pipelines.length < 2 ? null : (
        <Field label={t`Pipeline`}>
          <Select
            value={String(value.pipelineId)}
            options={directory.pipelines.map((one) => ({ value: String(one.id), label: one.label }))}
            onChange={(id) => {
              const [first] = findPipeline(directory, Number(id))?.statuses ?? [];
              onChange({
                pipelineId: Number(id),
                statusId: isNew || Number(id) === ownPipelineId ? null : (first?.id ?? null),
              });
            }}
          />
        </Field>
      )}
      <Field label={t`Status of the ticket`}>
        <Select
          value={value.statusId === null ? kept : String(value.statusId)}
          options={[
            ...(isNew || value.pipelineId === ownPipelineId
              ? [{ value: kept, label: isNew ? t`The first one` : t`As it is` }]
              : []),
            ...statuses.map((one) => ({ value: String(one.id), label: one.label })),
          ]}
          onChange={(id) => onChange({ ...value, statusId: id === kept ? null : Number(id) })}
        />
      </Field>
    </>
  );
}
