/** When a card shows: always, or only for tickets whose property is so. */
import { useLingui } from "@lingui/react/macro";
import { ChoicesPicker } from "~/crm/choices-picker";
import type { Field } from "~/crm/field";
import { PropertyField } from "~/crm/property-field";
import type { CardCondition, ConditionOperator } from "~/crm/sidebar-layout";
import { Switch } from "~/ui/checkbox";
import { Field as Labelled } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";

type Value = CardCondition["values"][number];

const many: readonly ConditionOperator[] = ["any_of", "none_of"];
const asked: readonly ConditionOperator[] = ["known", "unknown"];

export function useOperatorWords(): Record<ConditionOperator, string> {
  const { t } = useLingui();
  return {
    is: t`is`,
    is_not: t`is not`,
    any_of: t`is any of`,
    none_of: t`is none of`,
    known: t`has a value`,
    unknown: t`has no value`,
  };
}

export function ConditionEditor({
  condition,
  fields,
  onChange,
}: {
  readonly condition: CardCondition | null;
  readonly fields: readonly Field[];
  readonly onChange: (condition: CardCondition | null) => void;
}) {
  const { t } = useLingui();
  const first = fields.find((field) => field.name === "category") ?? fields[0];
  return (
    <div className="flex flex-col gap-3">
      <Switch
        label={t`Shown only for some tickets`}
        checked={condition !== null}
        onChange={(isOn) => onChange(isOn && first ? { property: first.name, operator: "known", values: [] } : null)}
      />
      {condition ? <Asking condition={condition} fields={fields} onChange={onChange} /> : null}
    </div>
  );
}

function Asking({
  condition,
  fields,
  onChange,
}: {
  readonly condition: CardCondition;
  readonly fields: readonly Field[];
  readonly onChange: (condition: CardCondition) => void;
}) {
  const { t } = useLingui();
  const words = useOperatorWords();
  const field = fields.find((one) => one.name === condition.property);
  const hasChoices = (field?.options.length ?? 0) > 0;
  const operators = (["is", "is_not", ...(hasChoices ? many : []), ...asked] as const).filter(
    (operator) => field?.kind !== "multiline" || asked.includes(operator),
  );
  const put = (change: Partial<CardCondition>) => onChange({ ...condition, ...change });
  return (
    <div role="group" aria-label={t`Condition`} className="grid gap-3 sm:grid-cols-2">
      <Labelled label={t`When`}>
        <Picker
          value={condition.property}
          options={fields.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(property) => property && onChange({ property, operator: "known", values: [] })}
          placeholder={t`Choose a property`}
          searchLabel={t`Find a property`}
          nothingFound={t`No property has this name`}
        />
      </Labelled>
      <Labelled label={t`Comparison`}>
        <Select<ConditionOperator>
          value={condition.operator}
          onChange={(operator) =>
            put({
              operator,
              ...(asked.includes(operator) || !many.includes(operator)
                ? { values: asked.includes(operator) ? [] : condition.values.slice(0, 1) }
                : {}),
            })
          }
          options={operators.map((operator) => ({ value: operator, label: words[operator] }))}
        />
      </Labelled>
      {field && many.includes(condition.operator) ? (
        <Labelled label={t`Values`} className="sm:col-span-2">
          <ChoicesPicker
            label={t`Values`}
            value={condition.values.map(String)}
            options={field.options}
            onChange={(values) =>
              put({
                values: (values ?? []).map(
                  (value) => field.options.find((option) => String(option.value) === value)?.value ?? value,
                ),
              })
            }
          />
        </Labelled>
      ) : null}
      {field && !many.includes(condition.operator) && !asked.includes(condition.operator) ? (
        <PropertyField
          key={field.name}
          className="sm:col-span-2"
          field={{
            ...field,
            label: t`Value`,
            description: "",
            kind: field.kind === "multi_select" ? "select" : field.kind === "tags" ? "text" : field.kind,
          }}
          value={condition.values[0] ?? null}
          onChange={(value) => put({ values: value === null || value === undefined ? [] : [value as Value] })}
        />
      ) : null}
    </div>
  );
}
