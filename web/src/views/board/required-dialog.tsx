/** What a status asks for before a ticket gets there: filled in on the drop, so that the move goes on. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type RecordChange, valueIn } from "~/crm/field";
import { pipelinesQuery } from "~/crm/pipeline-queries";
import { type FieldValues, RequiredFields, missingNames, useAsChange } from "~/crm/required-fields";
import { useFields } from "~/crm/use-fields";
import { useTicketScreen } from "~/tickets/queries";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import type { Asked } from "./use-moving.ts";

export type RequiredDialogProps = {
  readonly asked: Asked;
  /** Without the values: the ticket stays where it was. */ readonly onClose: () => void;
  readonly onFilled: (change: RecordChange) => void;
};

export function RequiredDialog({ asked, onClose, onFilled }: RequiredDialogProps) {
  const { t } = useLingui();
  const asChange = useAsChange();
  const [filledIn, setFilledIn] = useState<FieldValues>({});
  const { row, to } = asked;
  const fields = useFields("tickets", row.pipeline_id);
  const { data: screen } = useTicketScreen(row.id);
  const { data: rules } = useQuery(pipelinesQuery);
  // Refused for what is missing; shown with what the ticket has already.
  const required =
    rules?.pipelines.find((one) => one.id === row.pipeline_id)?.statuses.find((one) => one.id === to.id)
      ?.required_properties ?? [];
  const names = [...new Set([...required, ...asked.names])];
  const standing = names.flatMap((name) => {
    const field = fields?.find((one) => one.name === name);
    return field && screen ? [[name, valueIn(screen.ticket, field)]] : [];
  });
  const values: FieldValues = { ...Object.fromEntries(standing), ...filledIn };
  const submit = () => {
    if (missingNames(names, values).length > 0) return;
    onFilled(asChange(filledIn));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      returnsFocus={false}
      title={t`Move to ${to.label}`}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form="required-on-drop"
            weight="primary"
            disabled={missingNames(names, values).length > 0}
          >
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
          <Trans>
            Tickets in this status need these values. Until they are filled in, the ticket stays where it was.
          </Trans>
        </p>
        <RequiredFields names={names} values={values} onChange={setFilledIn} pipelineId={row.pipeline_id} />
      </form>
    </Dialog>
  );
}
