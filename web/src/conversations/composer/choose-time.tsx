/** At what time shall the reply leave? */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { exactTime } from "~/lib/time";
import { fieldTime, fromField } from "~/lib/zone";
import { Button } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Dialog } from "~/ui/dialog";
import { Field, Input } from "~/ui/field";

export type ChooseTimeProps = {
  readonly startsAt: Date;
  readonly onlyIfUnanswered: boolean;
  readonly onClose: () => void;
  readonly onChoose: (at: Date, onlyIfUnanswered: boolean) => void;
};

export function ChooseTime({ startsAt, onlyIfUnanswered, onClose, onChoose }: ChooseTimeProps) {
  const { t, i18n } = useLingui();
  const [typed, setTyped] = useState(() => fieldTime(startsAt));
  const [only, setOnly] = useState(onlyIfUnanswered);
  const at = fromField(typed);
  const isAhead = at.getTime() > Date.now();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Send later`}
      footer={
        <>
          <Button onClick={onClose}>{t`Back`}</Button>
          <Button weight="primary" disabled={!isAhead} onClick={() => onChoose(at, only)}>
            <Trans>Schedule</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t`When`}
          // The field is written as the browser's language does it, whose month may be the reader's day.
          {...(isAhead ? { hint: exactTime(at, i18n.locale) } : typed === "" ? {} : { error: t`Choose a time ahead.` })}
        >
          <Input
            type="datetime-local"
            value={typed}
            min={fieldTime(new Date())}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Checkbox
          checked={only}
          onChange={setOnly}
          label={t`Only if the customer has not answered by then`}
          hint={t`If they do, it comes back to you as a draft.`}
        />
      </div>
    </Dialog>
  );
}
