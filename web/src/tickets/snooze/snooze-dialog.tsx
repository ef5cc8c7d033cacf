/** Until when should the ticket be out of the way? */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { TicketWhole } from "~/api/shapes";
import { exactTime, shortMoment } from "~/lib/time";
import { fieldTime, fromField } from "~/lib/zone";
import { Button } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Dialog } from "~/ui/dialog";
import { Field, Input } from "~/ui/field";
import { laterToday, nextWeek, tomorrowMorning } from "./snooze-presets.ts";
import { type Snooze, useSnooze } from "./use-snooze.ts";

export function SnoozeDialog({ ticket, onClose }: { readonly ticket: TicketWhole; readonly onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { snooze } = useSnooze(ticket.id);
  const [now] = useState(() => new Date());
  const [picked, setPicked] = useState(() => fieldTime(tomorrowMorning(now)));
  const [orReply, setOrReply] = useState(true);
  const before: Snooze | null = ticket.is_snoozed
    ? { until: ticket.snoozed_until ?? null, until_reply: ticket.snoozed_until_reply }
    : null;

  function choose(until: Date | null) {
    onClose();
    void snooze({ until: until?.toISOString() ?? null, until_reply: until === null || orReply }, before);
  }
  const moment = fromField(picked);
  const isAhead = moment.getTime() > now.getTime();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isAhead) choose(moment);
  }
  const presets = [
    { label: t`Later today`, at: laterToday(now) },
    { label: t`Tomorrow morning`, at: tomorrowMorning(now) },
    { label: t`Next week`, at: nextWeek(now) },
  ];
  return (
    <Dialog open onClose={onClose} title={t`Snooze`} place="top">
      <ul className="-mx-2 flex flex-col">
        {presets.map(({ label, at }) =>
          at ? (
            <li key={label}>
              <Choice label={label} detail={shortMoment(at, now, i18n.locale)} onChoose={() => choose(at)} />
            </li>
          ) : null,
        )}
        <li>
          <Choice label={t`Until the customer answers`} onChoose={() => choose(null)} />
        </li>
      </ul>
      <form onSubmit={submit} className="mt-2 flex flex-col gap-3 border-t border-border pt-3">
        <div className="flex items-end gap-2">
          <Field
            label={t`Date and time`}
            className="flex-1"
            // The field is written as the browser's language does it, whose month may be the reader's day.
            {...(isAhead ? { hint: exactTime(moment, i18n.locale) } : { error: t`Choose a time ahead.` })}
          >
            <Input
              type="datetime-local"
              value={picked}
              min={fieldTime(now)}
              onChange={(event) => setPicked(event.target.value)}
            />
          </Field>
          <Button
            type="submit"
            weight="primary"
            disabled={!isAhead}
            className="mb-5 pointer-coarse:h-11"
          >{t`Snooze`}</Button>
        </div>
        <Checkbox
          checked={orReply}
          onChange={setOrReply}
          label={t`Sooner if the customer answers`}
          hint={t`Holds for the times above too.`}
        />
      </form>
    </Dialog>
  );
}

function Choice({
  label,
  detail,
  onChoose,
}: {
  readonly label: string;
  readonly detail?: string;
  readonly onChoose: () => void;
}) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex min-h-9 w-full items-center gap-3 rounded-6 px-2 text-left hover:bg-hover max-md:min-h-11"
    >
      <span className="min-w-0 flex-1">{label}</span>
      {detail ? <span className="tabular shrink-0 text-12 text-quiet">{detail}</span> : null}
    </button>
  );
}
