/** A new contact, company or deal: what one usually knows of it, and no more. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useEffect, useState } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { useIsChanged } from "~/lib/unsaved";
import { useAct } from "~/lib/use-act";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import type { FieldValues } from "./required-fields.tsx";
import { PropertyField } from "./property-field.tsx";
import { type RecordObject, createRecord } from "./record-queries.ts";
import { useBuiltInFields } from "./use-fields.ts";

const asked: Record<RecordObject, readonly string[]> = {
  contacts: ["first_name", "last_name", "email", "phone"],
  companies: ["name", "domain", "phone"],
  deals: ["name", "amount", "stage", "close_date"],
};
const needed: Record<RecordObject, readonly string[]> = {
  contacts: ["first_name", "last_name", "email"],
  companies: ["name"],
  deals: ["name"],
};

export type RecordFormProps = {
  readonly object: RecordObject;
  /** What was typed in a search before: becomes the name or the address. */
  readonly typed?: string;
  readonly onCreated: (id: number, name: string) => void;
  /** Hears the id of the contact that has this address already, when one wants that one. */
  readonly onTaken?: (id: number) => void;
  readonly onCancel: () => void;
  /** Hears whether something is typed that leaving would lose. */
  readonly onUnsaved?: (isUnsaved: boolean) => void;
};

function startValues(object: RecordObject, typed: string): FieldValues {
  if (object !== "contacts") return { name: typed || null, ...(object === "deals" ? { stage: "open" } : {}) };
  if (typed.includes("@")) return { email: typed };
  const [first = "", ...last] = typed.split(/\s+/);
  return { first_name: first || null, last_name: last.join(" ") || null };
}

export function RecordForm({ object, typed = "", onCreated, onTaken, onCancel, onUnsaved }: RecordFormProps) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const fields = useBuiltInFields(object);
  const [values, setValues] = useState<FieldValues>(() => startValues(object, typed.trim()));
  const act = useAct();
  const titles: Record<RecordObject, string> = {
    contacts: t`Create contact`,
    companies: t`Create company`,
    deals: t`Create deal`,
  };
  const isUnsaved = useIsChanged(values) && !act.isBusy;
  useEffect(() => onUnsaved?.(isUnsaved), [isUnsaved, onUnsaved]);
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const isReady = needed[object].some((name) => filled[name]) && !Object.values(values).includes(undefined);
  const fault = act.fault;
  const takenBy =
    fault instanceof Refusal && fault.code === "contact.address_taken" ? Number(fault.facts["contact_id"]) : null;
  const field = fault instanceof Refusal ? fault.facts["field"] : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation(); // it may stand inside another form
    if (isReady) act.run(async () => onCreated((await createRecord(object, filled)).id, nameOf(filled)));
  }
  return (
    <form onSubmit={submit} noValidate aria-label={titles[object]} className="flex flex-col gap-3">
      {fault && !asked[object].includes(String(field)) ? (
        <Banner kind="danger" rounded urgent>
          {faultWords(fault)}
        </Banner>
      ) : null}
      {takenBy !== null && onTaken ? (
        <Button size="small" className="self-start" onClick={() => onTaken(takenBy)}>
          <Trans>Add that contact</Trans>
        </Button>
      ) : null}
      {asked[object].map((name) => {
        const known = fields.find((one) => one.name === name);
        return known ? (
          <PropertyField
            key={name}
            field={known}
            value={values[name] ?? null}
            onChange={(value) => setValues({ ...values, [name]: value })}
            {...(field === name && fault ? { error: faultWords(fault) } : {})}
          />
        ) : null;
      })}
      <div className="flex justify-end gap-2">
        <Button weight="quiet" onClick={onCancel}>{t`Cancel`}</Button>
        <Button type="submit" weight="primary" busy={act.isBusy} disabled={!isReady}>
          {titles[object]}
        </Button>
      </div>
    </form>
  );
}

function nameOf(values: FieldValues): string {
  const whole = [values["first_name"], values["last_name"]].filter(Boolean).join(" ");
  return String(values["name"] ?? (whole || values["email"]));
}
