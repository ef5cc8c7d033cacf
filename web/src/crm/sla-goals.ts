/** How soon tickets are to be answered and closed: what the server keeps. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { SlaGoalName } from "~/api/shapes";

/** In minutes of the hours that count. */
export type SlaGoal = { readonly minutes: number; readonly due_soon_minutes: number };

export type SlaCondition = { readonly property: string; readonly any_of: readonly (string | number)[] };

/** The first rule of which all conditions hold is a ticket's; one without conditions fits every ticket. */
export type SlaRule = {
  readonly name: string;
  readonly when: readonly SlaCondition[];
} & Readonly<Record<SlaGoalName, SlaGoal | null>>;

/** From and until, as "09:00"; a day ends at "24:00". */
export type SlaBlock = readonly [string, string];

export type SlaHours = {
  readonly zone: string;
  /** The blocks of each day, Monday first. */
  readonly week: readonly (readonly SlaBlock[])[];
  /** As "2026-12-24". */
  readonly days_off: readonly string[];
};

export type SlaGoals = {
  /** None means that there is no SLA. */
  readonly rules: readonly SlaRule[];
  /** Null means day and night. */
  readonly hours: SlaHours | null;
  /** Statuses in which all clocks stand still. */
  readonly paused_in: readonly number[];
  readonly version: number;
};

export type SlaAppliesTo = "new" | "new_and_open";

export const slaGoalsQuery = queryOptions({
  queryKey: keys.slaGoals,
  queryFn: ({ signal }) => api.get<SlaGoals>("/sla-goals", { signal }),
  staleTime: Number.POSITIVE_INFINITY, // live hints say when they change
});
