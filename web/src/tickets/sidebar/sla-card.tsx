/** How a ticket stands with each of its SLA goals. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TicketSla, TicketSlaGoal } from "~/api/shapes";
import { slaGoalsQuery } from "~/crm/sla-goals";
import { classes } from "~/lib/classes";
import { exactTime, shortMoment, timeSpan } from "~/lib/time";
import { useHasFullDesk, useMe } from "~/users/session";
import { slaLooks, useSlaState } from "../sla-clock.tsx";
import { type SlaState, clockOf, goalNames, slaWords, stateNames } from "../sla.ts";
import { Card, type CardFrame } from "./card.tsx";

/** Nothing for who has no seat: SLA is not theirs. */
export function SlaCard({ sla, ...frame }: CardFrame & { readonly sla: TicketSla | null }) {
  const { t } = useLingui();
  if (!useHasFullDesk()) return null;
  return (
    <Card {...frame}>
      {sla && sla.goals.length > 0 ? (
        <>
          <ul aria-label={t`SLA goals`} className="flex flex-col gap-2.5">
            {sla.goals.map((goal) => (
              <Goal key={goal.goal} goal={goal} />
            ))}
          </ul>
          <p className="truncate pt-2.5 text-12 text-quiet" title={sla.rule}>
            <Trans>
              Rule: <bdi>{sla.rule}</bdi>
            </Trans>
          </p>
        </>
      ) : (
        <NoGoal />
      )}
    </Card>
  );
}

function Goal({ goal }: { readonly goal: TicketSlaGoal }) {
  const { i18n } = useLingui();
  const clock = clockOf(goal);
  const state = useSlaState(clock);
  const { Icon, className } = slaLooks[state];
  return (
    <li className="flex flex-col gap-0.5">
      <span className="flex min-h-5 flex-wrap items-center justify-between gap-x-2">
        <span className="min-w-0">{i18n._(goalNames[goal.goal])}</span>
        <span className={classes("tabular flex h-5 items-center gap-1", className)}>
          <Icon
            size={14}
            className="shrink-0"
            {...(state === "due_soon"
              ? { "aria-label": i18n._(stateNames[state]), role: "img" }
              : { "aria-hidden": true })}
          />
          {slaWords(i18n, clock, Date.now())}
        </span>
      </span>
      <Moment goal={goal} state={state} />
    </li>
  );
}

/** When it is due, was due, or was reached. */
function Moment({ goal, state }: { readonly goal: TicketSlaGoal; readonly state: SlaState }) {
  const { t, i18n } = useLingui();
  const at = goal.done_at ?? goal.due_at;
  if (state === "paused" || at === null) {
    if (goal.left_seconds === null || goal.left_seconds <= 0) return null;
    const left = timeSpan(goal.left_seconds * 1_000, i18n.locale);
    return <span className="text-12 text-quiet">{t`${left} left when it goes on`}</span>;
  }
  const moment = shortMoment(new Date(at), new Date(), i18n.locale);
  return (
    <time dateTime={at} title={exactTime(new Date(at), i18n.locale)} className="text-12 text-quiet">
      {goal.done_at !== null ? moment : state === "overdue" ? t`Was due ${moment}` : t`Due ${moment}`}
    </time>
  );
}

/** Either the desk has no goals, or none that fits this ticket. */
function NoGoal() {
  const { t } = useLingui();
  const { is_super_admin: isSuperAdmin } = useMe();
  const { data } = useQuery(slaGoalsQuery);
  if (data && data.rules.length > 0) return <p className="text-quiet">{t`No SLA goal is for this ticket.`}</p>;
  return (
    <div className="flex flex-col items-start gap-1.5 text-quiet">
      <p>{t`No SLA is set up. Once one is, the times to reply and to close stand here.`}</p>
      {isSuperAdmin && data ? (
        <Link to="/settings/sla" className="thumb text-accent hover:underline">
          <Trans>Set up SLA goals</Trans>
        </Link>
      ) : null}
    </div>
  );
}
