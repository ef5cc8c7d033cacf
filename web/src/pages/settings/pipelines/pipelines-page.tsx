/** The pipelines: made, put in order, each opened for its statuses and rules. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import ChevronRight from "lucide-react/icons/chevron-right";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "~/api/client";
import { QueryFailure } from "~/api/query-failure";
import { type RuledPipeline, pipelinesQuery } from "~/crm/pipeline-queries";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { SkeletonText } from "~/ui/skeleton";
import { Sortable } from "~/ui/sortable";
import { toast } from "~/ui/toast";
import { pipelineLabel, statusLabel } from "~/users/default-labels";
import { SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { usePipelineActs } from "./pipeline-acts.ts";

export function PipelinesPage() {
  const { t, i18n } = useLingui();
  const { data, error, refetch } = useQuery(pipelinesQuery);
  const { changePipeline } = usePipelineActs();
  useTitle(t`Pipelines`);
  function order(pipelines: readonly RuledPipeline[], ids: readonly string[]) {
    ids.forEach((id, position) => {
      const pipeline = pipelines.find((one) => String(one.id) === id);
      if (pipeline && pipeline.position !== position)
        changePipeline.mutate({ id: pipeline.id, position }, { onError: (fault) => toast.failed(sentenceOf(fault)) });
    });
  }
  return (
    <SuperAdminsOnly>
      <SettingsPage title={t`Pipelines`} lead={t`The statuses that tickets go through, and the rules on the way.`}>
        {error && !data ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <SkeletonText lines={3} /> : null}
        {data ? (
          <Sortable
            label={t`Pipelines in order`}
            className="overflow-hidden rounded-8 border border-border"
            entryClassName="border-b border-border last:border-0"
            entries={data.pipelines.map((pipeline) => ({
              id: String(pipeline.id),
              name: pipelineLabel(i18n, pipeline.label),
              pipeline,
            }))}
            onOrder={(ids) => order(data.pipelines, ids)}
          >
            {({ pipeline }, handle) => (
              <div className="flex items-center gap-1 pl-2 hover:bg-hover">
                {handle}
                <Link
                  to="/settings/pipelines/$pipelineId"
                  params={{ pipelineId: String(pipeline.id) }}
                  className="focus-inset flex min-w-0 flex-1 items-center gap-3 py-2.5 pr-4 pl-1"
                >
                  <span className="min-w-0 flex-1">
                    <span dir="auto" className="block truncate font-strong">
                      {pipelineLabel(i18n, pipeline.label)}
                    </span>
                    <span className="block truncate text-12 text-quiet">
                      {pipeline.statuses.map((status) => statusLabel(i18n, status.label)).join(" · ")}
                    </span>
                  </span>
                  <span className="shrink-0 text-quiet max-sm:hidden">
                    <Plural value={pipeline.statuses.length} one="# status" other="# statuses" />
                  </span>
                  <ChevronRight size={16} aria-hidden className="shrink-0 text-quiet" />
                </Link>
              </div>
            )}
          </Sortable>
        ) : null}
        <NewPipeline />
      </SettingsPage>
    </SuperAdminsOnly>
  );
}

function NewPipeline() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { addPipeline } = usePipelineActs();
  const [label, setLabel] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (label.trim())
      addPipeline.mutate(label.trim(), {
        onSuccess: ({ id }) =>
          void navigate({ to: "/settings/pipelines/$pipelineId", params: { pipelineId: String(id) } }),
      });
  }
  return (
    <form onSubmit={submit} noValidate className="flex max-w-md items-start gap-2">
      <Field
        label={t`New pipeline`}
        className="flex-1"
        {...(addPipeline.error
          ? { error: sentenceOf(addPipeline.error) }
          : { hint: t`It begins with a status that is open and one that is closed.` })}
      >
        <Input value={label} dir="auto" maxLength={100} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Button type="submit" className="mt-6 pointer-coarse:h-11" busy={addPipeline.isPending} disabled={!label.trim()}>
        <Trans>Create pipeline</Trans>
      </Button>
    </form>
  );
}
