/** A point in time as one says it: a distance from now, a word such as "this week", or a day of the calendar. */
import { useLingui } from "@lingui/react/macro";
import { Input } from "~/ui/field";
import { Select } from "~/ui/select";
import { type Distance, isDistance } from "./operators.ts";

export type ValueProps = {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

export function DistanceValue({ label, value, onChange }: ValueProps) {
  const { t } = useLingui();
  const distance: Distance = isDistance(value) ? value : { n: 7, unit: "days" };
  const unit = distance.unit.endsWith("s") ? distance.unit : `${distance.unit}s`;
  return (
    <div className="flex gap-2">
      <Input
        type="number"
        min={0}
        max={100_000}
        step={1}
        aria-label={t`${label}: how many`}
        value={distance.n ?? ""}
        onChange={(event) =>
          onChange({ n: event.target.value === "" ? null : Math.trunc(event.target.valueAsNumber), unit })
        }
        className="w-24!"
      />
      <Select
        label={t`${label}: unit`}
        value={unit}
        onChange={(next) => onChange({ ...distance, unit: next })}
        options={[
          { value: "minutes", label: t`minutes` },
          { value: "hours", label: t`hours` },
          { value: "days", label: t`days` },
          { value: "weeks", label: t`weeks` },
          { value: "months", label: t`months` },
          { value: "years", label: t`years` },
        ]}
      />
    </div>
  );
}

const onADay = "day";

export function TimeValue({ label, value, onChange }: ValueProps) {
  const { t } = useLingui();
  const words = [
    { value: "today", label: t`Today` },
    { value: "yesterday", label: t`Yesterday` },
    { value: "tomorrow", label: t`Tomorrow` },
    { value: "this_week", label: t`This week` },
    { value: "last_week", label: t`Last week` },
    { value: "next_week", label: t`Next week` },
    { value: "this_month", label: t`This month` },
    { value: "last_month", label: t`Last month` },
    { value: "this_year", label: t`This year` },
    { value: onADay, label: t`A day` },
  ];
  const text = typeof value === "string" ? value : "";
  const isWord = words.some((word) => word.value === text && text !== onADay);
  return (
    <div className="flex gap-2">
      <Select
        label={t`${label}: when`}
        value={isWord ? text : onADay}
        onChange={(next) => onChange(next === onADay ? "" : next)}
        options={words}
      />
      {isWord ? null : <DayValue label={label} value={text} onChange={onChange} />}
    </div>
  );
}

export function DayValue({ label, value, onChange }: ValueProps) {
  const { t } = useLingui();
  return (
    <Input
      type="date"
      aria-label={t`${label}: day`}
      value={typeof value === "string" ? value.slice(0, 10) : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
