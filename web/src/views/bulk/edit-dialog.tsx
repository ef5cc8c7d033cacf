/** Any property of the selected tickets, the desk's own too: one is picked, then its new value given. */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { type RecordChange, changeTo } from "~/crm/field";
import { PropertyField } from "~/crm/property-field";
import { useFields } from "~/crm/use-fields";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { Picker } from "~/ui/picker";

type Props = { readonly onEdit: (fields: RecordChange) => void; readonly onClose: () => void };

/** What has no menu of its own in the bar. */
const builtIn: readonly string[] = ["description", "priority", "category"];

export function EditDialog({ onEdit, onClose }: Props) {
  const { t } = useLingui();
  const form = useId();
  const fields = (useFields("tickets") ?? []).filter((field) => field.isOwn || builtIn.includes(field.name));
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const field = fields.find((other) => other.name === name);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!field || value === undefined) return;
    onClose();
    onEdit(changeTo(field, value));
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Edit a property`}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={form} weight="primary" disabled={!field || value === undefined}>{t`Save`}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`Property`}>
          <Picker
            value={name}
            onChange={(next) => {
              setName(next);
              setValue(null);
            }}
            options={fields.map((other) => ({ value: other.name, label: other.label }))}
            placeholder={t`Choose a property`}
            searchLabel={t`Search properties`}
            nothingFound={t`No property has this name`}
          />
        </Field>
        {field ? (
          <>
            <PropertyField key={field.name} field={field} value={value} onChange={setValue} need={t`Optional`} />
            <p className="text-12 text-quiet">{t`Left empty, it is taken away from the tickets.`}</p>
          </>
        ) : null}
      </form>
    </Dialog>
  );
}
