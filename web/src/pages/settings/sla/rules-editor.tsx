/** The rules in their order: a ticket takes the first that fits. */
import { Trans, useLingui } from "@lingui/react/macro";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { goalNames } from "~/tickets/sla";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { OpeningRows } from "~/ui/opening-rows";
import { ConditionWords, Conditions } from "./conditions.tsx";
import { type DraftRule, goalKinds, isOutOfReach, newRule } from "./draft.ts";
import { GoalFields } from "./goal-fields.tsx";
import { spanWords } from "./span-field.tsx";

export type RulesEditorProps = {
  readonly rules: readonly DraftRule[];
  readonly day: number | null;
  readonly onChange: (rules: readonly DraftRule[]) => void;
};

const mostRules = 50;

export function RulesEditor({ rules, day, onChange }: RulesEditorProps) {
  const { t } = useLingui();
  const [openId, setOpenId] = useState<string | null>(rules.length === 1 ? (rules[0]?.id ?? null) : null);
  function add() {
    const rule = newRule(rules.length === 0 ? t`Every ticket` : t`New rule`, rules.length === 0);
    // What fits every ticket stays last: below it nothing would ever hold.
    const last = rules.findIndex((one) => one.when.length === 0);
    onChange(last < 0 ? [...rules, rule] : rules.toSpliced(last, 0, rule));
    setOpenId(rule.id);
  }
  return (
    <div className="flex flex-col gap-3">
      {rules.length === 0 ? (
        <p className="text-quiet">{t`No rule is left. Saving this switches SLA goals off.`}</p>
      ) : (
        <OpeningRows
          label={t`Rules in order`}
          rows={rules.map((rule, index) => {
            const name = rule.name.trim();
            return { id: rule.id, name: name || t`A rule without a name`, isUnnamed: !name, rule, index };
          })}
          openId={openId}
          onOpen={setOpenId}
          onOrder={(ids) => onChange(ids.flatMap((id) => rules.find((rule) => rule.id === id) ?? []))}
          onRemove={(id) => onChange(rules.filter((one) => one.id !== id))}
          note={({ rule, index }) => <RuleWords rule={rule} day={day} isUnreached={isOutOfReach(rules, index)} />}
        >
          {({ rule }) => (
            <RuleFields
              rule={rule}
              day={day}
              onChange={(changed) => onChange(rules.map((one) => (one.id === rule.id ? changed : one)))}
            />
          )}
        </OpeningRows>
      )}
      {rules.length < mostRules ? (
        <Button className="self-start" onClick={add}>
          <Plus size={14} aria-hidden />
          <Trans>Add a rule</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function RuleFields({
  rule,
  day,
  onChange,
}: {
  readonly rule: DraftRule;
  readonly day: number | null;
  readonly onChange: (rule: DraftRule) => void;
}) {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-5 px-1 pt-2 pb-4 sm:pl-8">
      <Field
        label={t({ message: "Name", context: "rule" })}
        className="max-w-sm"
        {...(rule.name.trim() ? {} : { error: t`Give the rule a name.` })}
      >
        <Input
          value={rule.name}
          dir="auto"
          maxLength={100}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
      </Field>
      <div className="flex flex-col gap-2">
        <h3 className="text-13">{t`For tickets with`}</h3>
        <Conditions when={rule.when} onChange={(when) => onChange({ ...rule, when })} />
      </div>
      <div className="flex flex-col gap-2">
        <h3 className="text-13">{t`Goals`}</h3>
        <GoalFields rule={rule} day={day} onChange={onChange} />
      </div>
    </div>
  );
}

/** What the rule is for and what it asks, in one line. */
function RuleWords({
  rule,
  day,
  isUnreached,
}: {
  readonly rule: DraftRule;
  readonly day: number | null;
  readonly isUnreached: boolean;
}) {
  const { t, i18n } = useLingui();
  if (isUnreached)
    return <span className="block text-12 text-warning">{t`Never holds: a rule above it fits every ticket.`}</span>;
  const goals = goalKinds.flatMap((kind) => {
    const minutes = rule[kind]?.minutes ?? Number.NaN;
    const goal = i18n._(goalNames[kind]);
    const span = spanWords(minutes, day, i18n.locale);
    return minutes > 0 ? [t`${goal}: ${span}`] : [];
  });
  const asked = rule.when.filter((condition) => condition.any_of.length > 0);
  return (
    <span className="flex flex-wrap gap-x-1.5 text-12 text-quiet max-sm:flex-col sm:[&>:not(:last-child)]:after:ml-1.5 sm:[&>:not(:last-child)]:after:content-['·']">
      {rule.when.length === 0 ? <span>{t`Every ticket`}</span> : null}
      {asked.map((condition) => (
        <span key={condition.property} className="min-w-0 max-w-full truncate">
          <ConditionWords condition={condition} />
        </span>
      ))}
      {(goals.length > 0 ? goals : [t`No goals`]).map((words) => (
        <span key={words}>{words}</span>
      ))}
    </span>
  );
}
