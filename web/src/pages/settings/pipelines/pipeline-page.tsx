/** One pipeline: its name, its statuses, and the rules for tickets on their way through it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "~/api/client";
import { QueryFailure } from "~/api/query-failure";
import { ChoicesPicker } from "~/crm/choices-picker";
import { type RuledPipeline, pipelinesQuery } from "~/crm/pipeline-queries";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { Switch } from "~/ui/checkbox";
import { EmptyState } from "~/ui/empty-state";
import { Field, Input } from "~/ui/field";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { pipelineInReadersLanguage } from "~/users/default-labels";
import { Section, SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { type PipelineChange, usePipelineActs } from "./pipeline-acts.ts";
import { StatusList } from "./status-list.tsx";

export function PipelinePage() {
  const { t, i18n } = useLingui();
  const { pipelineId } = useParams({ from: "/desk/settings/pipelines/$pipelineId" });
  const { data, error, refetch } = useQuery(pipelinesQuery);
  const found = data?.pipelines.find((one) => String(one.id) === pipelineId);
  // Its names are changed as they are read everywhere else, and stay what they were until they are.
  const pipeline = found && pipelineInReadersLanguage(i18n, found);
  useTitle(pipeline?.label);
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SettingsPage title={t`Pipeline`}>{<SkeletonText lines={4} />}</SettingsPage>;
  if (!pipeline) return <EmptyState title={t`This pipeline is not here`} />;
  return (
    <SuperAdminsOnly>
      <SettingsPage title={<bdi>{pipeline.label}</bdi>}>
        <Naming key={pipeline.label} pipeline={pipeline} />
        <Section
          title={t`Statuses`}
          lead={t`A status may ask for properties: a ticket only gets there with a value for each.`}
        >
          <StatusList pipeline={pipeline} requirable={data.requirable.map((field) => field.name)} />
        </Section>
        <Rules pipeline={pipeline} />
        <Removing pipeline={pipeline} />
      </SettingsPage>
    </SuperAdminsOnly>
  );
}

function Naming({ pipeline }: { readonly pipeline: RuledPipeline }) {
  const { t } = useLingui();
  const { changePipeline } = usePipelineActs();
  const [label, setLabel] = useState(pipeline.label);
  function submit(event: FormEvent) {
    event.preventDefault();
    changePipeline.mutate({ id: pipeline.id, label: label.trim() }, { onSuccess: () => void toast.done(t`Saved`) });
  }
  return (
    <Section title={t`Name`}>
      <form onSubmit={submit} noValidate className="flex items-start gap-2">
        <Field
          label={t`Name`}
          className="flex-1"
          {...(changePipeline.error ? { error: sentenceOf(changePipeline.error) } : {})}
        >
          <Input value={label} dir="auto" maxLength={100} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <Button
          type="submit"
          className="mt-6 pointer-coarse:h-11"
          busy={changePipeline.isPending}
          disabled={!label.trim() || label.trim() === pipeline.label}
        >{t`Save`}</Button>
      </form>
    </Section>
  );
}

type RuleName = "no_skipping" | "no_going_back" | "sets_close_date" | "clears_close_date";

/** Each holds at once, and has a way back. */
function Rules({ pipeline }: { readonly pipeline: RuledPipeline }) {
  const { t } = useLingui();
  const { changePipeline } = usePipelineActs();
  function put(change: PipelineChange, before: PipelineChange) {
    changePipeline.mutate(
      { id: pipeline.id, ...change },
      {
        onSuccess: () =>
          void toast.done(t`The rule holds from now on`, {
            undo: () => changePipeline.mutate({ id: pipeline.id, ...before }),
          }),
        onError: (fault) => void toast.failed(sentenceOf(fault)),
      },
    );
  }
  const rule = (name: RuleName) => ({
    checked: pipeline[name],
    onChange: (holds: boolean) => put({ [name]: holds }, { [name]: pipeline[name] }),
  });
  return (
    <Section
      title={t`Rules`}
      lead={t`They hold for everybody who moves a ticket. A customer who writes again reopens it in any case.`}
    >
      <div className="flex items-center justify-between gap-4">
        <span aria-hidden className="shrink-0">
          <Trans>Tickets start in</Trans>
        </span>
        <ChoicesPicker
          look="field"
          className="max-w-60"
          label={t`Tickets start in`}
          emptyLabel={t`Any status`}
          value={pipeline.start_status_ids.map(String)}
          options={pipeline.statuses.map((status) => ({ value: status.id, label: status.label }))}
          onChange={(ids) =>
            put({ start_status_ids: (ids ?? []).map(Number) }, { start_status_ids: pipeline.start_status_ids })
          }
        />
      </div>
      <Switch label={t`No skipping`} hint={t`A ticket goes forward one status at a time.`} {...rule("no_skipping")} />
      <Switch label={t`No going back`} hint={t`A ticket never goes to an earlier status.`} {...rule("no_going_back")} />
      <Switch label={t`Closing sets the close date`} {...rule("sets_close_date")} />
      <Switch label={t`Reopening clears the close date`} {...rule("clears_close_date")} />
    </Section>
  );
}

function Removing({ pipeline }: { readonly pipeline: RuledPipeline }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { removePipeline } = usePipelineActs();
  return (
    <Section title={t`Remove`} lead={t`Only a pipeline without tickets can go.`}>
      <Button
        className="self-start"
        busy={removePipeline.isPending}
        onClick={() =>
          removePipeline.mutate(pipeline.id, {
            onSuccess: () => {
              toast.done(t`${pipeline.label} is removed`);
              void navigate({ to: "/settings/pipelines" });
            },
          })
        }
      >
        <Trans>Remove pipeline</Trans>
      </Button>
      {removePipeline.error ? (
        <p role="alert" className="text-danger">
          {sentenceOf(removePipeline.error)}
        </p>
      ) : null}
    </Section>
  );
}
