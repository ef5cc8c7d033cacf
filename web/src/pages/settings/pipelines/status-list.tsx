/** The statuses of a pipeline: named, ordered, open or closed, and what each asks for. */
import { Trans, useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "~/api/client";
import { ChoicesPicker } from "~/crm/choices-picker";
import type { FieldOption } from "~/crm/field";
import type { RuledPipeline, RuledStatus } from "~/crm/pipeline-queries";
import { useFields } from "~/crm/use-fields";
import { Button, IconButton } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { Select } from "~/ui/select";
import { Sortable } from "~/ui/sortable";
import { type StatusChange, usePipelineActs } from "./pipeline-acts.ts";

type Openness = "open" | "closed";

function useOpenness() {
  const { t } = useLingui();
  return [
    { value: "open" as const, label: t`Open` },
    { value: "closed" as const, label: t`Closed` },
  ];
}

export function StatusList({
  pipeline,
  requirable,
}: {
  readonly pipeline: RuledPipeline;
  readonly requirable: readonly string[];
}) {
  const { t } = useLingui();
  const fields = useFields("tickets") ?? [];
  const { changePipeline } = usePipelineActs();
  const [order, setOrder] = useState<readonly number[] | null>(null);
  const choices = fields
    .filter((field) => field.isOwn || requirable.includes(field.name))
    .map((field) => ({ value: field.name, label: field.label }));
  const ids = order ?? pipeline.statuses.map((status) => status.id);
  const statuses = [...pipeline.statuses].toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
  return (
    <div className="flex flex-col gap-3">
      <Sortable
        label={t`Statuses in order`}
        className="rounded-8 border border-border"
        entryClassName="border-b border-border last:border-0"
        entries={statuses.map((status) => ({ id: String(status.id), name: status.label, status }))}
        onOrder={(next) => {
          setOrder(next.map(Number));
          changePipeline.mutate({ id: pipeline.id, status_ids: next.map(Number) }, { onSettled: () => setOrder(null) });
        }}
      >
        {({ status }, handle) => (
          <div className="flex items-start gap-1 py-2 pr-2 pl-2">
            <span className="pt-1">{handle}</span>
            <StatusLine key={status.label} pipelineId={pipeline.id} status={status} choices={choices} />
          </div>
        )}
      </Sortable>
      {changePipeline.error ? (
        <p role="alert" className="text-danger">
          {sentenceOf(changePipeline.error)}
        </p>
      ) : null}
      <NewStatus pipelineId={pipeline.id} />
    </div>
  );
}

function StatusLine({
  pipelineId,
  status,
  choices,
}: {
  readonly pipelineId: number;
  readonly status: RuledStatus;
  readonly choices: readonly FieldOption[];
}) {
  const { t } = useLingui();
  const openness = useOpenness();
  const { changeStatus, removeStatus } = usePipelineActs();
  const [label, setLabel] = useState(status.label);
  const fault = removeStatus.error ?? changeStatus.error;
  const put = (change: StatusChange) => {
    removeStatus.reset();
    changeStatus.mutate({ pipelineId, id: status.id, ...change }, { onError: () => setLabel(status.label) });
  };
  return (
    <div role="group" aria-label={status.label} className="flex min-w-0 flex-1 flex-col gap-1">
      <div className="flex items-center gap-2">
        <Input
          value={label}
          dir="auto"
          maxLength={100}
          aria-label={t`Name of ${status.label}`}
          onChange={(event) => setLabel(event.target.value)}
          onBlur={() =>
            label.trim() && label.trim() !== status.label ? put({ label: label.trim() }) : setLabel(status.label)
          }
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
        <Select<Openness>
          label={t`${status.label} is`}
          className="w-28! shrink-0"
          value={status.is_closed ? "closed" : "open"}
          options={openness}
          onChange={(value) => put({ is_closed: value === "closed" })}
        />
        <IconButton
          size="small"
          label={t`Remove ${status.label}`}
          icon={<X size={14} />}
          busy={removeStatus.isPending}
          onClick={() => removeStatus.mutate({ pipelineId, id: status.id })}
        />
      </div>
      <div className="flex items-baseline gap-2 pl-2.5 text-12 text-quiet">
        <span className="shrink-0">
          <Trans>Asks for</Trans>
        </span>
        <ChoicesPicker
          look="inline"
          label={t`${status.label} asks for`}
          value={status.required_properties}
          options={choices}
          onChange={(names) => put({ required_properties: names ?? [] })}
        />
      </div>
      {fault ? (
        <p role="alert" className="pl-2.5 text-12 text-danger">
          {sentenceOf(fault)}
        </p>
      ) : null}
    </div>
  );
}

function NewStatus({ pipelineId }: { readonly pipelineId: number }) {
  const { t } = useLingui();
  const openness = useOpenness();
  const { addStatus } = usePipelineActs();
  const [label, setLabel] = useState("");
  const [kind, setKind] = useState<Openness>("open");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (label.trim())
      addStatus.mutate(
        { pipelineId, label: label.trim(), is_closed: kind === "closed" },
        { onSuccess: () => setLabel("") },
      );
  }
  return (
    <form onSubmit={submit} noValidate className="flex items-start gap-2">
      <Field
        label={t`New status`}
        className="flex-1"
        {...(addStatus.error ? { error: sentenceOf(addStatus.error) } : {})}
      >
        <Input value={label} dir="auto" maxLength={100} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Select<Openness>
        label={t`Open or closed`}
        className="mt-6 w-28! shrink-0"
        value={kind}
        options={openness}
        onChange={setKind}
      />
      <Button type="submit" className="mt-6 pointer-coarse:h-11" busy={addStatus.isPending} disabled={!label.trim()}>
        <Trans>Add status</Trans>
      </Button>
    </form>
  );
}
