/** Which tickets a rule is for: all of its conditions must hold, and one without any is for every ticket. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import type { SlaCondition } from "~/crm/sla-goals";
import { Button, IconButton } from "~/ui/button";
import { Picker } from "~/ui/picker";
import { storedValue, useChoices } from "~/views/filter/choices";
import { askedPropertiesQuery } from "~/views/filter/filter-queries";
import { ManyPicker } from "~/views/filter/many-picker";
import { type AskedProperty, propertyName } from "~/views/filter/property-words";

const builtIn: readonly string[] = [
  "ticket.priority",
  "ticket.category",
  "ticket.pipeline_id",
  "ticket.team_id",
  "channel",
];

/** What every reader calls alike: "me" and "my teams" say something else to each. */
const personal: readonly string[] = ["me", "my_teams"];

/** Those by whose values a rule can tell tickets apart; undefined while they are not known yet. */
export function useRuleProperties(): readonly AskedProperty[] | undefined {
  const { data } = useQuery(askedPropertiesQuery);
  return data?.filter(
    ({ name, kind }) => builtIn.includes(name) || (name.startsWith("ticket.properties.") && kind === "choice"),
  );
}

function useOptions(property: AskedProperty) {
  return (useChoices(property) ?? []).filter(({ value }) => !personal.includes(value));
}

export function Conditions({
  when,
  onChange,
}: {
  readonly when: readonly SlaCondition[];
  readonly onChange: (when: readonly SlaCondition[]) => void;
}) {
  const { t } = useLingui();
  const properties = useRuleProperties() ?? [];
  const free = properties.filter(({ name }) => !when.some(({ property }) => property === name));
  const put = (index: number, condition: SlaCondition) => onChange(when.toSpliced(index, 1, condition));
  return (
    <fieldset className="flex min-w-0 flex-col items-start gap-2" aria-label={t`Conditions`}>
      {when.length === 0 ? (
        <p className="text-quiet">{t`Without a condition the rule fits every ticket.`}</p>
      ) : (
        <ul className="flex w-full flex-col gap-2">
          {when.map((condition, index) => (
            <ConditionLine
              key={condition.property}
              condition={condition}
              property={properties.find(({ name }) => name === condition.property)}
              free={free}
              onChange={(next) => put(index, next)}
              onRemove={() => onChange(when.toSpliced(index, 1))}
            />
          ))}
        </ul>
      )}
      {free[0] ? (
        <Button
          weight="quiet"
          size="small"
          className="-ml-2"
          onClick={() => onChange([...when, { property: free[0]?.name ?? "", any_of: [] }])}
        >
          <Plus size={14} aria-hidden />
          <Trans>Add a condition</Trans>
        </Button>
      ) : null}
    </fieldset>
  );
}

function ConditionLine({
  condition,
  property,
  free,
  onChange,
  onRemove,
}: {
  readonly condition: SlaCondition;
  readonly property: AskedProperty | undefined;
  readonly free: readonly AskedProperty[];
  readonly onChange: (condition: SlaCondition) => void;
  readonly onRemove: () => void;
}) {
  const { t, i18n } = useLingui();
  const name = property ? propertyName(i18n, property) : t`A property that was deleted`;
  return (
    <li aria-label={name} className="flex items-start gap-1.5">
      <div className="grid min-w-0 flex-1 gap-1.5 sm:grid-cols-2">
        <Picker
          label={t`Property`}
          value={property?.name ?? null}
          onChange={(next) => next && next !== condition.property && onChange({ property: next, any_of: [] })}
          options={(property ? [property, ...free] : free).map((one) => ({
            value: one.name,
            label: propertyName(i18n, one),
          }))}
          placeholder={name}
          searchLabel={t`Find a property`}
          nothingFound={t`No such property`}
        />
        {property ? <Values condition={condition} property={property} name={name} onChange={onChange} /> : null}
      </div>
      <IconButton
        size="small"
        className="mt-1"
        label={t`Remove the condition ${name}`}
        icon={<X size={14} />}
        onClick={onRemove}
      />
    </li>
  );
}

function Values({
  condition,
  property,
  name,
  onChange,
}: {
  readonly condition: SlaCondition;
  readonly property: AskedProperty;
  readonly name: string;
  readonly onChange: (condition: SlaCondition) => void;
}) {
  const { t } = useLingui();
  return (
    <ManyPicker
      label={t`${name} is any of`}
      value={condition.any_of.map(String)}
      options={useOptions(property)}
      placeholder={t`Choose values`}
      onChange={(values) => onChange({ ...condition, any_of: values.map((value) => storedValue(property, value)) })}
    />
  );
}

/** In words: "Priority: Urgent or High". */
export function ConditionWords({ condition }: { readonly condition: SlaCondition }) {
  const property = useRuleProperties()?.find(({ name }) => name === condition.property);
  return property ? <KnownWords condition={condition} property={property} /> : null;
}

function KnownWords({ condition, property }: { readonly condition: SlaCondition; readonly property: AskedProperty }) {
  const { t, i18n } = useLingui();
  const options = useOptions(property);
  const name = propertyName(i18n, property);
  const values = new Intl.ListFormat(i18n.locale, { type: "disjunction" }).format(
    condition.any_of.map((value) => options.find((option) => option.value === String(value))?.label ?? String(value)),
  );
  return t`${name}: ${values}`;
}
