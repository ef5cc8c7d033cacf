/** A list of properties that a super admin put together: of the ticket, or of a contact, company or deal of it. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "~/api/client";
import type { TicketScreen } from "~/api/shapes";
import { asTheyAre } from "~/crm/field";
import { FieldList } from "~/crm/field-list";
import { type RecordObject, recordQuery } from "~/crm/record-queries";
import { useSaveRecord } from "~/crm/saving";
import type { SidebarCard } from "~/crm/sidebar-layout";
import { useFields } from "~/crm/use-fields";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { isPutAside } from "../ticket.ts";
import { TicketFields } from "./about-card.tsx";
import { Card, type CardFrame } from "./card.tsx";

export function PropertiesCard({
  card,
  screen,
  ...frame
}: CardFrame & { readonly card: SidebarCard; readonly screen: TicketScreen }) {
  const fields = useFields("tickets", screen.ticket.pipeline_id);
  return (
    <Card {...frame}>
      {card.of === "tickets" ? (
        <TicketFields ticket={screen.ticket} fields={fields ?? []} names={card.properties} />
      ) : (
        <OfRecord
          object={card.of}
          names={card.properties}
          records={screen[card.of]}
          isFixed={isPutAside(screen.ticket)}
        />
      )}
    </Card>
  );
}

type Named = { readonly id: number; readonly name: string };

type OfRecordProps = {
  readonly object: RecordObject;
  readonly names: readonly string[];
  readonly records: readonly Named[];
  readonly isFixed: boolean;
};

/** Of the primary one, unless another is chosen. */
function OfRecord({ object, names, records, isFixed }: OfRecordProps) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = records.find((record) => record.id === chosen) ?? records[0];
  const none: Record<RecordObject, string> = {
    contacts: t`The ticket has no contact.`,
    companies: t`The ticket has no company.`,
    deals: t`The ticket has no deal.`,
  };
  const which: Record<RecordObject, string> = {
    contacts: t`Contact shown`,
    companies: t`Company shown`,
    deals: t`Deal shown`,
  };
  if (!shown) return <p className="text-quiet">{none[object]}</p>;
  return (
    <>
      {records.length > 1 ? (
        <Select
          look="inline"
          className="-mx-1.5"
          label={which[object]}
          value={String(shown.id)}
          onChange={(value) => setChosen(Number(value))}
          options={records.map((record) => ({ value: String(record.id), label: record.name }))}
        />
      ) : null}
      <RecordFields key={shown.id} object={object} id={shown.id} names={names} isFixed={isFixed} />
    </>
  );
}

function RecordFields({ object, id, names, isFixed }: Omit<OfRecordProps, "records"> & { readonly id: number }) {
  const { data, error } = useQuery(recordQuery(object, id));
  const fields = useFields(object);
  const save = useSaveRecord(object, data ?? { id });
  if (error && !data) return <p className="text-quiet">{sentenceOf(error)}</p>;
  if (!data || !fields) return <SkeletonText lines={Math.min(names.length, 4)} />;
  return <FieldList fields={isFixed ? asTheyAre(fields) : fields} names={names} record={data} onSave={save} />;
}
