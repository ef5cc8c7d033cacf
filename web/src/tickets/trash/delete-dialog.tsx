/** Deleting asks for the number of tickets, so that nobody deletes more than they mean. */
import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { Field, Input } from "~/ui/field";

export function DeleteDialog({
  count,
  onDelete,
  onClose,
}: {
  readonly count: number;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const form = useId();
  const [typed, setTyped] = useState("");
  const isRight = typed.trim() === String(count);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isRight) return;
    onClose();
    onDelete();
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={plural(count, { one: "Delete this ticket?", other: "Delete # tickets?" })}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={form} weight="danger" disabled={!isRight}>{t`Delete`}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <p>
          <Plural
            value={count}
            one="Its conversation goes too. Both stay in the trash for 90 days and can be restored from there."
            other="Their conversations go too. All stay in the trash for 90 days and can be restored from there."
          />
        </p>
        <Field label={<Trans>Number of tickets</Trans>} hint={t`Type ${count} to go on.`}>
          <Input
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            className="max-w-32"
          />
        </Field>
      </form>
    </Dialog>
  );
}
