/** How soon tickets are to be answered and closed, in which hours that counts, and where the clock stands still. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Timer from "lucide-react/icons/timer";
import { type ReactNode, useState } from "react";
import { FaultBanner } from "~/api/fault-banner";
import { QueryFailure } from "~/api/query-failure";
import { ChoicesPicker } from "~/crm/choices-picker";
import { type SlaAppliesTo, type SlaGoals, slaGoalsQuery } from "~/crm/sla-goals";
import { useTitle } from "~/lib/title";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { useDirectory } from "~/users/session";
import { Section, SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { type SlaDraft, type Trouble, dayLength, draftOf, newRule, sentGoals, troubleOf } from "./draft.ts";
import { HoursEditor } from "./hours-editor.tsx";
import { RulesEditor } from "./rules-editor.tsx";
import { isOvertaken, useSaveGoals } from "./use-save-goals.ts";

export function SlaPage() {
  const { t } = useLingui();
  useTitle(t`SLA goals`);
  return (
    <SuperAdminsOnly>
      <SettingsPage
        title={t`SLA goals`}
        lead={t`How soon a ticket gets its first reply, the next replies, and is closed. Its clock shows on the ticket and in lists.`}
      >
        <Goals />
      </SettingsPage>
    </SuperAdminsOnly>
  );
}

function Goals() {
  const { data, error, refetch } = useQuery(slaGoalsQuery);
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={6} />;
  return <Editor saved={data} onReload={() => refetch().then((answer) => answer.data)} />;
}

function Editor({
  saved,
  onReload,
}: {
  readonly saved: SlaGoals;
  readonly onReload: () => Promise<SlaGoals | undefined>;
}) {
  const { t } = useLingui();
  const [draft, setDraft] = useState<SlaDraft | null>(null);
  const [shown, setShown] = useState(() => ({ saved, draft: draftOf(saved) }));
  if (shown.saved !== saved) setShown({ saved, draft: draftOf(saved) });
  const goals = draft ?? shown.draft;
  const [appliesTo, setAppliesTo] = useState<SlaAppliesTo>("new_and_open");
  const save = useSaveGoals();
  const change = (changed: Partial<SlaDraft>) => setDraft({ ...goals, ...changed });

  function discard() {
    save.reset();
    setDraft(null);
  }
  function submit(version = goals.version) {
    save.mutate({ goals: { ...sentGoals(goals), version }, appliesTo }, { onSuccess: () => setDraft(null) });
  }
  if (!draft && saved.rules.length === 0)
    return <NoGoals onStart={() => change({ rules: [newRule(t`Every ticket`, true)] })} />;
  return (
    <>
      <Section isWide title={t`Rules`} lead={t`A ticket takes the first rule that fits it.`}>
        <RulesEditor rules={goals.rules} day={dayLength(goals.hours)} onChange={(rules) => change({ rules })} />
      </Section>
      <Section isWide title={t`Hours`} lead={t`All times of the goals are counted in these hours.`}>
        <HoursEditor hours={goals.hours} onChange={(hours) => change({ hours })} />
      </Section>
      <Pauses statusIds={goals.paused_in} onChange={(statusIds) => change({ paused_in: statusIds })} />
      {draft ? (
        <SaveBar
          trouble={troubleOf(goals)}
          isBusy={save.isPending}
          isOff={goals.rules.length === 0}
          appliesTo={appliesTo}
          onAppliesTo={setAppliesTo}
          onDiscard={discard}
          onSave={() => submit()}
        >
          {isOvertaken(save.error) ? (
            <Overtaken
              onTheirs={() => void onReload().then(discard)}
              onMine={() => void onReload().then((theirs) => theirs && submit(theirs.version))}
            />
          ) : (
            <FaultBanner fault={save.error} />
          )}
        </SaveBar>
      ) : null}
    </>
  );
}

function NoGoals({ onStart }: { readonly onStart: () => void }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<Timer size={28} strokeWidth={1.5} />}
      title={t`No SLA goals yet`}
      action={
        <Button weight="primary" onClick={onStart}>
          <Trans>Set up SLA goals</Trans>
        </Button>
      }
    >
      <Trans>
        Say how soon customers are to hear from you. Each ticket then has a clock: it warns when a reply is due soon,
        and views can be sorted and filtered by it.
      </Trans>
    </EmptyState>
  );
}

function Overtaken({ onTheirs, onMine }: { readonly onTheirs: () => void; readonly onMine: () => void }) {
  const { t } = useLingui();
  return (
    <Banner
      kind="warning"
      rounded
      urgent
      action={
        <span className="flex flex-wrap justify-end gap-1">
          <Button size="small" onClick={onTheirs}>{t`Show theirs`}</Button>
          <Button size="small" onClick={onMine}>{t`Save mine`}</Button>
        </span>
      }
    >
      <Trans>Somebody else changed the SLA goals first. Yours are kept here and not saved.</Trans>
    </Banner>
  );
}

/** Where several pipelines have a status of the same name, its pipeline tells them apart. */
function Pauses({
  statusIds,
  onChange,
}: {
  readonly statusIds: readonly number[];
  readonly onChange: (statusIds: readonly number[]) => void;
}) {
  const { t } = useLingui();
  const { pipelines } = useDirectory();
  const options = pipelines.flatMap(({ label: pipeline, statuses }) =>
    statuses
      .filter((status) => !status.is_closed)
      .map(({ id, label: status }) => ({
        value: id,
        label: pipelines.length > 1 ? t`${pipeline}: ${status}` : status,
      })),
  );
  return (
    <Section isWide title={t`Pauses`} lead={t`While a ticket is in one of these statuses, its clocks stand still.`}>
      <ChoicesPicker
        look="field"
        className="max-w-sm"
        label={t`Paused in`}
        emptyLabel={t`No status`}
        value={statusIds.map(String)}
        options={options}
        onChange={(ids) => onChange((ids ?? []).map(Number))}
      />
    </Section>
  );
}

function SaveBar({
  trouble,
  isBusy,
  isOff,
  appliesTo,
  onAppliesTo,
  onDiscard,
  onSave,
  children,
}: {
  readonly trouble: Trouble | null;
  readonly isBusy: boolean;
  readonly isOff: boolean;
  readonly appliesTo: SlaAppliesTo;
  readonly onAppliesTo: (appliesTo: SlaAppliesTo) => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
  /** What went wrong with saving. */
  readonly children: ReactNode;
}) {
  const { t } = useLingui();
  const advice: Readonly<Record<Trouble, string>> = {
    name: t`Give each rule a name.`,
    condition: t`Choose values for each condition.`,
    time: t`Give each goal a time.`,
    due_soon: t`“Due soon” has to come before the time is over.`,
    no_hours: t`Give at least one day working hours.`,
    block: t`Some working hours overlap, or end before they begin.`,
  };
  return (
    <div className="sticky bottom-0 -mb-12 flex flex-col gap-2 border-t border-border bg-surface py-3">
      {children}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {trouble ? (
          <p className="mr-auto text-12 text-quiet">{advice[trouble]}</p>
        ) : isOff ? null : (
          <Select<SlaAppliesTo>
            label={t`Apply to`}
            className="mr-auto w-auto!"
            value={appliesTo}
            onChange={onAppliesTo}
            options={[
              { value: "new_and_open", label: t`For new and open tickets` },
              { value: "new", label: t`For new tickets only` },
            ]}
          />
        )}
        <Button weight="quiet" onClick={onDiscard}>{t`Discard changes`}</Button>
        <Button weight="primary" busy={isBusy} disabled={trouble !== null} onClick={onSave}>
          {isOff ? t`Switch SLA goals off` : t`Save SLA goals`}
        </Button>
      </div>
    </div>
  );
}
