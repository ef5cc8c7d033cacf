/** How soon tickets are to be answered and closed, in which hours that counts, and where the clock stands still. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Timer from "lucide-react/icons/timer";
import { useState } from "react";
import { FaultBanner } from "~/api/fault-banner";
import { QueryFailure } from "~/api/query-failure";
import { type SlaAppliesTo, type SlaGoals, slaGoalsQuery } from "~/crm/sla-goals";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { LeaveGuard } from "~/ui/leave-guard";
import { SkeletonText } from "~/ui/skeleton";
import { Section, SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { dayLength, newRule, sentGoals, troubleOf } from "./draft.ts";
import { HoursEditor } from "./hours-editor.tsx";
import { Pauses } from "./pauses.tsx";
import { RulesEditor } from "./rules-editor.tsx";
import { Overtaken, SaveBar } from "./save-bar.tsx";
import { isOvertaken, useSaveGoals } from "./use-save-goals.ts";
import { useSlaDraft } from "./use-sla-draft.ts";

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
  const { goals, isChanged, change, changeHours, forget } = useSlaDraft(saved);
  const [appliesTo, setAppliesTo] = useState<SlaAppliesTo>("new_and_open");
  const save = useSaveGoals();

  function discard() {
    save.reset();
    forget();
  }
  function submit(version = goals.version) {
    save.mutate({ goals: { ...sentGoals(goals), version }, appliesTo }, { onSuccess: forget });
  }
  if (!isChanged && saved.rules.length === 0)
    return <NoGoals onStart={() => change({ rules: [newRule(t`Every ticket`, true)] })} />;
  return (
    <>
      <LeaveGuard isUnsaved={isChanged && !save.isPending} />
      <Section isWide title={t`Rules`} lead={t`A ticket takes the first rule that fits it.`}>
        <RulesEditor rules={goals.rules} day={dayLength(goals.hours)} onChange={(rules) => change({ rules })} />
      </Section>
      <Section isWide title={t`Hours`} lead={t`All times of the goals are counted in these hours.`}>
        <HoursEditor hours={goals.hours} onChange={changeHours} />
      </Section>
      <Pauses statusIds={goals.paused_in} onChange={(statusIds) => change({ paused_in: statusIds })} />
      {isChanged ? (
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
