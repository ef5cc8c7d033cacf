/** One condition: which property, compared how, with what. Each control is named by its place, so that it is told from its like. */
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { IconButton } from "~/ui/button";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { type Condition, isHalf } from "./filter.ts";
import { asBuilt, operatorsOf, startValue } from "./operators.ts";
import { type AskedProperty, propertyGroup, propertyName } from "./property-words.ts";
import { ValueEditor } from "./value-editor.tsx";

export type ConditionRowProps = {
  readonly condition: Condition;
  readonly properties: readonly AskedProperty[];
  readonly onChange: (next: Condition) => void;
  readonly onRemove: () => void;
  /** What the server said about it. */
  readonly fault?: string | undefined;
  /** One tried to save: what is half there is asked for. */
  readonly mustBeWhole: boolean;
};

export function ConditionRow({
  condition: kept,
  properties,
  onChange,
  onRemove,
  fault,
  mustBeWhole,
}: ConditionRowProps) {
  const { t, i18n } = useLingui();
  const property = properties.find((one) => one.name === kept.property);
  const condition = property ? asBuilt(kept, property) : kept;
  // What is not known, or not known yet, is no new condition.
  const name = property ? propertyName(i18n, property) : (kept.property ?? t`New condition`);
  const operators = property ? operatorsOf(property) : {};

  function choose(next: string | null) {
    const chosen = properties.find((one) => one.name === next);
    if (!chosen) return;
    const is = Object.keys(operatorsOf(chosen))[0] ?? "is";
    onChange({ ...condition, property: chosen.name, is, value: startValue(chosen, is, null) });
  }
  const isGone = condition.property !== null && !property;
  const lack = isGone
    ? t`This condition asks for a property that is no longer there. Remove it, or choose another.`
    : mustBeWhole && isHalf(condition)
      ? t`Give a value, or remove the condition.`
      : null;
  return (
    <li className="flex flex-col gap-1.5 rounded-8 border border-border bg-surface p-2" aria-label={name}>
      <div className="flex items-center gap-1">
        <Picker
          label={t`Property`}
          value={property?.name ?? null}
          onChange={choose}
          options={properties.map((one) => ({
            value: one.name,
            label: propertyName(i18n, one),
            hint: propertyGroup(i18n, one),
          }))}
          placeholder={isGone ? t`A property that was deleted` : t`Choose a property`}
          searchLabel={t`Find a property`}
          nothingFound={t`No such property`}
        />
        <IconButton size="small" label={t`Remove the condition ${name}`} icon={<X size={14} />} onClick={onRemove} />
      </div>
      {property ? (
        <div className="flex flex-col gap-1.5 pr-7">
          {property.kind === "truth" ? null : (
            <Select
              label={t`${name}: comparison`}
              value={condition.is}
              onChange={(is) => onChange({ ...condition, is, value: startValue(property, is, condition.value) })}
              options={Object.entries(operators).map(([value, words]) => ({ value, label: i18n._(words) }))}
            />
          )}
          <ValueEditor
            key={`${property.name} ${condition.is}`}
            property={property}
            is={condition.is}
            label={name}
            value={condition.value}
            onChange={(value) => onChange({ ...condition, value })}
          />
        </div>
      ) : null}
      {fault || lack ? (
        <p role="alert" className="text-12 text-danger">
          {fault ?? lack}
        </p>
      ) : null}
    </li>
  );
}
