/** The three goals of a rule: each with its time, and from when on it is due soon. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { SlaGoalName } from "~/api/shapes";
import type { SlaGoal } from "~/crm/sla-goals";
import { goalNames } from "~/tickets/sla";
import { Checkbox } from "~/ui/checkbox";
import { type DraftRule, goalKinds, usualGoals } from "./draft.ts";
import { SpanField } from "./span-field.tsx";

export type GoalFieldsProps = {
  readonly rule: DraftRule;
  readonly day: number | null;
  readonly onChange: (rule: DraftRule) => void;
};

export function GoalFields({ rule, day, onChange }: GoalFieldsProps) {
  const { t } = useLingui();
  const hints: Readonly<Record<SlaGoalName, string>> = {
    first_reply: t`From when the ticket comes`,
    next_reply: t`From when the customer writes again`,
    close: t`From when the ticket comes`,
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t`Goals`}>
      {goalKinds.map((kind) => (
        <GoalLine
          key={kind}
          kind={kind}
          hint={hints[kind]}
          goal={rule[kind]}
          day={day}
          onChange={(goal) => onChange({ ...rule, [kind]: goal })}
        />
      ))}
    </fieldset>
  );
}

function GoalLine({
  kind,
  hint,
  goal,
  day,
  onChange,
}: {
  readonly kind: SlaGoalName;
  readonly hint: string;
  readonly goal: SlaGoal | null;
  readonly day: number | null;
  readonly onChange: (goal: SlaGoal | null) => void;
}) {
  const { t, i18n } = useLingui();
  const name = i18n._(goalNames[kind]);
  const isTooSoon = goal !== null && goal.due_soon_minutes >= goal.minutes;
  return (
    <div role="group" aria-label={name} className="grid gap-x-6 gap-y-2 sm:grid-cols-[minmax(0,1fr)_auto]">
      <Checkbox
        label={name}
        hint={hint}
        checked={goal !== null}
        onChange={(isSet) => onChange(isSet ? usualGoals[kind] : null)}
      />
      {goal ? (
        <div className="flex flex-wrap gap-x-4 gap-y-2 max-sm:pl-6">
          <Labelled words={t`Time`}>
            <SpanField
              label={t`${name}, time`}
              minutes={goal.minutes}
              day={day}
              isWrong={!(goal.minutes > 0)}
              onChange={(minutes) => onChange({ ...goal, minutes })}
            />
          </Labelled>
          <Labelled words={t`Due soon, before the end`}>
            <SpanField
              label={t`${name}, due soon`}
              minutes={goal.due_soon_minutes}
              day={day}
              isWrong={isTooSoon || !(goal.due_soon_minutes >= 0)}
              onChange={(minutes) => onChange({ ...goal, due_soon_minutes: minutes })}
            />
          </Labelled>
        </div>
      ) : null}
    </div>
  );
}

/** The fields have names of their own that say more. */
function Labelled({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <span className="flex flex-col gap-1">
      <span aria-hidden className="text-12 text-quiet">
        {words}
      </span>
      {children}
    </span>
  );
}
