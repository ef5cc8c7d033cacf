/** The value of one condition, with the control that fits its property and its comparison. */
import { useLingui } from "@lingui/react/macro";
import { RecordPicker } from "~/crm/record-picker";
import { Input } from "~/ui/field";
import { Select } from "~/ui/select";
import { storedValue, useChoices } from "./choices.ts";
import { needsValue } from "./filter.ts";
import { ManyPicker } from "./many-picker.tsx";
import type { AskedProperty } from "./property-words.ts";
import { DayValue, DistanceValue, TimeValue, type ValueProps } from "./time-value.tsx";
import { TokenField } from "./token-field.tsx";

type Props = ValueProps & { readonly property: AskedProperty; readonly is: string };

export function ValueEditor(props: Props) {
  const { property, is, value, onChange, label } = props;
  const { t } = useLingui();
  const choices = useChoices(property);
  if (!needsValue(is)) return null;
  if (property.kind === "truth") {
    return (
      <Select
        label={label}
        value={String(value === true)}
        onChange={(next) => onChange(next === "true")}
        options={[
          { value: "true", label: t`Yes` },
          { value: "false", label: t`No` },
        ]}
      />
    );
  }
  if (property.kind === "record") {
    const object = property.name.includes("company") ? "companies" : "contacts";
    return (
      <RecordPicker
        object={object}
        label={label}
        value={typeof value === "number" ? value : null}
        onChange={onChange}
      />
    );
  }
  if (choices) {
    const chosen = (Array.isArray(value) ? value : [value])
      .filter((one) => one !== null && one !== undefined)
      .map(String);
    return (
      <ManyPicker
        label={label}
        value={chosen}
        options={choices}
        onChange={(next) => onChange(next.map((one) => storedValue(property, one)))}
      />
    );
  }
  if (property.kind === "time" || property.kind === "day") return <TimeEditor {...props} />;
  if (is === "between") return <Between {...props} type="number" />;
  if (is === "any_of" || is === "none_of") return <ListValue {...props} />;
  return property.kind === "number" ? <NumberValue {...props} /> : <TextValue {...props} />;
}

function TimeEditor(props: Props) {
  if (props.is === "within_last" || props.is === "within_next" || props.is === "more_than_ago")
    return <DistanceValue {...props} />;
  return props.is === "between" ? <Between {...props} type="day" /> : <TimeValue {...props} />;
}

function Between({ label, value, onChange, type }: ValueProps & { readonly type: "day" | "number" }) {
  const { t } = useLingui();
  const [low, high] = Array.isArray(value) ? (value as unknown[]) : ["", ""];
  const Value = type === "day" ? DayValue : NumberValue;
  return (
    <div className="flex items-center gap-2">
      <Value label={t`${label} from`} value={low} onChange={(next) => onChange([next, high])} />
      <span aria-hidden className="text-quiet">
        –
      </span>
      <Value label={t`${label} to`} value={high} onChange={(next) => onChange([low, next])} />
    </div>
  );
}

function NumberValue({ label, value, onChange }: ValueProps) {
  return (
    <Input
      type="number"
      step="any"
      aria-label={label}
      value={typeof value === "number" || typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.valueAsNumber)}
    />
  );
}

function TextValue({ label, value, onChange }: ValueProps) {
  return (
    <Input
      aria-label={label}
      dir="auto"
      maxLength={500}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Several that are typed. */
function ListValue({ label, value, onChange, property }: Props) {
  const isNumber = property.kind === "number";
  return (
    <TokenField
      label={label}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(tokens) => onChange(isNumber ? tokens.map(Number) : tokens)}
      {...(isNumber ? { isFit: (text: string) => Number.isFinite(Number(text)) } : {})}
    />
  );
}
