/** Days on which nobody works, whatever day of the week they are. */
import { Trans, useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { type FormEvent, useState } from "react";
import { calendarDay } from "~/lib/time";
import { Button, IconButton } from "~/ui/button";
import { Field, Input } from "~/ui/field";

const most = 400;

export function DaysOff({
  days,
  onChange,
}: {
  readonly days: readonly string[];
  readonly onChange: (days: readonly string[]) => void;
}) {
  const { t, i18n } = useLingui();
  const [typed, setTyped] = useState("");
  function add(event: FormEvent) {
    event.preventDefault();
    if (!typed) return;
    onChange([...new Set([...days, typed])].toSorted());
    setTyped("");
  }
  return (
    <div className="flex flex-col gap-2">
      <form noValidate onSubmit={add} className="flex items-end gap-2">
        <Field label={t`Days off`} className="w-44">
          <Input type="date" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button type="submit" className="pointer-coarse:h-11" disabled={!typed || days.length >= most}>
          <Trans>Add day off</Trans>
        </Button>
      </form>
      {days.length > 0 ? (
        <ul aria-label={t`Days off`} className="flex flex-wrap gap-1.5">
          {days.map((day) => {
            const name = calendarDay(day, i18n.locale);
            return (
              <li key={day} className="flex h-7 items-center gap-1 rounded-6 bg-hover pr-0.5 pl-2">
                <span className="tabular">{name}</span>
                <IconButton
                  size="small"
                  label={t`Remove ${name}`}
                  icon={<X size={14} />}
                  onClick={() => onChange(days.filter((one) => one !== day))}
                />
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}
