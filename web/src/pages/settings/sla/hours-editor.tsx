/** When clocks go: day and night, or in the working hours of a time zone, but for days off. */
import { useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import type { SlaHours } from "~/crm/sla-goals";
import { Field } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { RadioCards } from "~/ui/radio-cards";
import { useMe } from "~/users/session";
import { DaysOff } from "./days-off.tsx";
import { officeHours } from "./draft.ts";
import { WeekEditor } from "./week-editor.tsx";

export function HoursEditor({
  hours,
  onChange,
}: {
  readonly hours: SlaHours | null;
  readonly onChange: (hours: SlaHours | null) => void;
}) {
  const { t } = useLingui();
  const me = useMe();
  // Who only looks what the other choice would be finds their hours again.
  const [last, setLast] = useState<SlaHours | null>(hours);
  function put(next: SlaHours | null) {
    if (next) setLast(next);
    onChange(next);
  }
  return (
    <div className="flex flex-col gap-5">
      <RadioCards<"always" | "working">
        label={t`When the clock goes`}
        isRow
        value={hours ? "working" : "always"}
        onChange={(choice) => put(choice === "always" ? null : (hours ?? last ?? officeHours(me.time_zone)))}
        options={[
          { value: "always", label: t`24/7`, hint: t`Day and night, every day.` },
          { value: "working", label: t`Working hours`, hint: t`Only the hours that you choose count.` },
        ]}
      />
      {hours ? (
        <>
          <ZoneField zone={hours.zone} onChange={(zone) => put({ ...hours, zone })} />
          <WeekEditor week={hours.week} onChange={(week) => put({ ...hours, week })} />
          <DaysOff days={hours.days_off} onChange={(days) => put({ ...hours, days_off: days })} />
        </>
      ) : null}
    </div>
  );
}

function ZoneField({ zone, onChange }: { readonly zone: string; readonly onChange: (zone: string) => void }) {
  const { t } = useLingui();
  const options = useMemo(
    () =>
      [...new Set([zone, ...Intl.supportedValuesOf("timeZone"), "UTC"])]
        .filter(Boolean)
        .map((value) => ({ value, label: value.replaceAll("_", " ") })),
    [zone],
  );
  return (
    <Field label={t`Time zone`} className="max-w-sm">
      <Picker
        value={zone}
        onChange={(next) => next && onChange(next)}
        options={options}
        placeholder={t`Choose a time zone`}
        searchLabel={t`Find a time zone`}
        nothingFound={t`No time zone has this name`}
      />
    </Field>
  );
}
