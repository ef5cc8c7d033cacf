/** The ticket's own properties, each changed where it stands. */
import { useLingui } from "@lingui/react/macro";
import type { TicketWhole } from "~/api/shapes";
import { useSavedWords } from "~/crm/field-words";
import { FieldList } from "~/crm/field-list";
import { type Field, asTheyAre, changeTo } from "~/crm/field";
import type { SaveField } from "~/crm/saving";
import { useEditTicket } from "../commands.ts";
import { type TicketEdit, isPutAside } from "../ticket.ts";
import { Card, type CardFrame } from "./card.tsx";

/** Contacts and companies are changed on their own cards. */
const elsewhere = new Set(["contact_id", "company_id"]);

export function TicketFields({
  ticket,
  fields,
  names,
}: {
  readonly ticket: TicketWhole;
  readonly fields: readonly Field[];
  readonly names: readonly string[];
}) {
  const save = useSaveTicketField(ticket);
  return (
    <FieldList
      fields={isPutAside(ticket) ? asTheyAre(fields) : fields}
      names={names.filter((name) => !elsewhere.has(name))}
      record={ticket}
      onSave={save}
    />
  );
}

function useSaveTicketField(ticket: TicketWhole): SaveField {
  const edit = useEditTicket();
  const savedWords = useSavedWords();
  return (field, value) => void edit(ticket, changeTo(field, value) as TicketEdit, savedWords(field, value));
}

export function AboutCard({
  ticket,
  fields,
  names,
  ...frame
}: CardFrame & { readonly ticket: TicketWhole; readonly fields: readonly Field[]; readonly names: readonly string[] }) {
  const { t } = useLingui();
  return (
    <Card {...frame}>
      <TicketFields ticket={ticket} fields={fields} names={names} />
      <p className="tabular pt-1 text-12 text-quiet">{t`Ticket #${ticket.id}`}</p>
    </Card>
  );
}
