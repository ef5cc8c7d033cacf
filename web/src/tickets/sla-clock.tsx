/** The clock of a ticket's most pressing SLA goal, as small as a list needs it. It goes by itself, and redraws nothing else. */
import { useLingui } from "@lingui/react/macro";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CirclePause from "lucide-react/icons/circle-pause";
import Clock from "lucide-react/icons/clock";
import ClockAlert from "lucide-react/icons/clock-alert";
import { useSyncExternalStore } from "react";
import type { SlaClockTimes } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { newTicker } from "~/lib/ticker";
import { exactTime } from "~/lib/time";
import { type SlaState, goalNames, slaReading, slaState, slaWords, stateNames } from "./sla.ts";

const seconds = newTicker(1_000);

/** Draws its component anew when the clock says something else, and not before. */
export function useSlaState(clock: SlaClockTimes): SlaState {
  useSyncExternalStore(seconds.subscribe, () => slaReading(clock, Date.now()));
  return slaState(clock, Date.now());
}

/** Each state has a shape of its own: the colour only helps. */
export const slaLooks: Readonly<Record<SlaState, { readonly Icon: typeof Clock; readonly className: string }>> = {
  active: { Icon: Clock, className: "text-quiet" },
  due_soon: { Icon: ClockAlert, className: "-ms-1 rounded-4 bg-warning-soft px-1 text-warning" },
  overdue: { Icon: CircleAlert, className: "-ms-1 rounded-4 bg-danger-soft px-1 text-danger" },
  paused: { Icon: CirclePause, className: "text-quiet" },
  on_time: { Icon: CircleCheck, className: "text-quiet" },
  late: { Icon: CircleAlert, className: "text-quiet" },
};

export function SlaClock({
  clock,
  isNamed = false,
  isBrief = false,
  className,
}: {
  readonly clock: SlaClockTimes;
  /** Says of which goal it is; otherwise only screen readers and who points at it are told. */
  readonly isNamed?: boolean;
  /** A pause is told by its icon alone: the status beside it says as much. */
  readonly isBrief?: boolean;
  readonly className?: string;
}) {
  const { t, i18n } = useLingui();
  const state = useSlaState(clock);
  const { Icon, className: look } = slaLooks[state];
  const goal = i18n._(goalNames[clock.goal]);
  return (
    <span
      onPointerEnter={(event) => {
        const due = clock.due_at === null ? "" : exactTime(new Date(clock.due_at), i18n.locale);
        const now = i18n._(stateNames[state]);
        event.currentTarget.title = due ? t`${goal}: due ${due}` : t`${goal}: ${now}`;
      }}
      className={classes(
        "relative flex min-w-0 items-center gap-x-1.5",
        // The goal's name stands whole or not at all: what has no room beside the time falls into a line that is not seen.
        isNamed && "-ms-1 h-5 flex-wrap overflow-hidden ps-1",
        className,
      )}
    >
      {isNamed ? null : <span className="sr-only">{t`${goal}:`} </span>}
      <span className={classes("tabular flex h-5 shrink-0 items-center gap-1 whitespace-nowrap", look)}>
        <Icon
          size={12}
          className="shrink-0"
          {...(state === "due_soon"
            ? { "aria-label": i18n._(stateNames[state]), role: "img" }
            : { "aria-hidden": true })}
        />
        <span className={isBrief && state === "paused" ? "sr-only" : undefined}>
          {slaWords(i18n, clock, Date.now(), "short")}
        </span>
      </span>
      {isNamed ? <span className="whitespace-nowrap leading-5 text-quiet">{goal}</span> : null}
    </span>
  );
}
