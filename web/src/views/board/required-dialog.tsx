/** What a status asks for before a ticket gets there: filled in on the drop, so that the move goes on. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { RecordChange } from "~/crm/field";
import { type FieldValues, RequiredFields, missingNames, useAsChange } from "~/crm/required-fields";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import type { Asked } from "./use-moving.ts";

export type RequiredDialogProps = { readonly asked: Asked; readonly onClose: () => void; readonly onFilled: (change: RecordChange) => void };

export function RequiredDialog({ asked, onClose, onFilled }: RequiredDialogProps) {
  const { t } = useLingui();
  const asChange = useAsChange();
  const [values, setValues] = useState<FieldValues>({});
  const { names, row, to } = asked;
  const submit = () => {
    if (missingNames(names, values).length > 0) return;
    onFilled(asChange(values));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Move to ${to.label}`}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form="required-on-drop" weight="primary" disabled={missingNames(names, values).length > 0}>
            {t`Move the ticket`}
          </Button>
        </>
      }
    >
      <form
        id="required-on-drop"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="text-quiet">
          <Trans>Tickets in this status need these values. Until they are filled in, the ticket stays where it was.</Trans>
        </p>
        <RequiredFields names={names} values={values} onChange={setValues} pipelineId={row.pipeline_id} />
      </form>
    </Dialog>
  );
}
