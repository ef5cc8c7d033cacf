/** How long: a number and its unit. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { inUnit } from "~/lib/time";
import { Input } from "~/ui/field";
import { Select } from "~/ui/select";
import { type Unit, bestUnit, unitLength } from "./draft.ts";

export type SpanFieldProps = {
  readonly label: string;
  /** Not a number while nothing is typed. */
  readonly minutes: number;
  /** How many minutes a day has; null where days are of different length, and nothing is counted in them. */
  readonly day: number | null;
  readonly isWrong: boolean;
  readonly onChange: (minutes: number) => void;
};

export function SpanField({ label, minutes, day, isWrong, onChange }: SpanFieldProps) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<Unit>(() => bestUnit(minutes, day));
  const chosenLength = unitLength(chosen, day);
  // What is typed stays in the unit that was chosen, as long as that can say it.
  const unit = chosenLength !== null && !(minutes % chosenLength > 0) ? chosen : bestUnit(minutes, day);
  const length = unitLength(unit, day) ?? 1;
  const count = minutes / length;
  const names = unitNames(count, day !== 24 * 60);
  return (
    <span className="flex gap-1.5">
      <Input
        type="number"
        inputMode="numeric"
        min={0}
        step={1}
        aria-label={t`${label}: how many`}
        aria-invalid={isWrong || undefined}
        value={Number.isNaN(count) ? "" : count}
        onChange={(event) => {
          setChosen(unit);
          onChange(Math.trunc(event.target.valueAsNumber) * length);
        }}
        className="w-16!"
      />
      <Select<Unit>
        label={t`${label}: unit`}
        className="w-32!"
        value={unit}
        onChange={(next) => {
          setChosen(next);
          onChange(count * (unitLength(next, day) ?? 1));
        }}
        options={(["minute", "hour", "day"] as const)
          .filter((one) => unitLength(one, day) !== null)
          .map((one) => ({ value: one, label: names[one] }))}
      />
    </span>
  );
}

/** In the form that the number before them asks for. */
function unitNames(count: number, isWorkingDay: boolean): Readonly<Record<Unit, string>> {
  const value = Number.isNaN(count) ? 2 : count;
  return {
    minute: plural(value, { one: "minute", other: "minutes" }),
    hour: plural(value, { one: "hour", other: "hours" }),
    day: isWorkingDay
      ? plural(value, { one: "working day", other: "working days" })
      : plural(value, { one: "day", other: "days" }),
  };
}

/** "2 working days". */
export function spanWords(minutes: number, day: number | null, locale: string): string {
  const unit = bestUnit(minutes, day);
  const value = minutes / (unitLength(unit, day) ?? 1);
  return unit === "day" && day !== 24 * 60
    ? plural(value, { one: "# working day", other: "# working days" })
    : inUnit(value, unit, locale);
}
