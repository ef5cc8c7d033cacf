/** All columns that a list can show: those that every desk has, then one for each property that this desk defined. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Field, type FieldKind, ownField, valueIn, isBlank } from "~/crm/field";
import { useValueWords } from "~/crm/field-words";
import { propertiesQuery } from "~/crm/property-queries";
import { OwnerMark } from "~/tickets/ticket-marks";
import { RelativeTime } from "~/ui/relative-time";
import { useHasFullDesk } from "~/users/session";
import { ownColumnId } from "./column-names.ts";
import { type TicketColumn, ticketColumns } from "./ticket-columns.tsx";

const atEnd: ReadonlySet<FieldKind> = new Set(["number", "date", "datetime"]);
/** Several of a list, people and long texts have no order. */
const unsorted: ReadonlySet<FieldKind> = new Set(["multi_select", "user", "multiline"]);
const widths: Partial<Record<FieldKind, number>> = { number: 110, date: 120, datetime: 110, checkbox: 90 };

const withoutSeat = ticketColumns.filter((column) => column.id !== "sla");

export function useTicketColumns(): readonly TicketColumn[] {
  const { data: own } = useQuery(propertiesQuery("tickets"));
  const everyDesks = useHasFullDesk() ? ticketColumns : withoutSeat;
  return useMemo(
    () => (own ? [...everyDesks, ...own.map((definition) => propertyColumn(ownField(definition)))] : everyDesks),
    [own, everyDesks],
  );
}

function propertyColumn(field: Field): TicketColumn {
  const id = ownColumnId(field.name);
  const isAtEnd = atEnd.has(field.kind);
  return {
    id,
    name: field.label,
    width: widths[field.kind] ?? 150,
    shown: false,
    ...(isAtEnd ? { align: "end" } : {}),
    ...(unsorted.has(field.kind) ? {} : { sort: id }),
    ...(isAtEnd || field.kind === "checkbox" ? {} : { sortsFirst: "asc" }),
    cell: (ticket) => <PropertyCell field={field} value={valueIn(ticket, field)} />,
    waiting: isAtEnd ? "w-10 ml-auto" : "w-20",
  };
}

function PropertyCell({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const { t } = useLingui();
  const words = useValueWords();
  if (isBlank(value)) return null;
  switch (field.kind) {
    case "user":
      return <OwnerMark ownerId={Number(value)} nobody={t`Unknown user`} />;
    case "datetime":
      return <RelativeTime at={String(value)} look="short" className="tabular relative text-quiet" />;
    case "number":
    case "date":
      return <span className="tabular">{words(field, value)}</span>;
    case "url":
      // Above the link that reaches over the whole row.
      return (
        <a
          href={String(value)}
          target="_blank"
          rel="noreferrer"
          tabIndex={-1}
          className="relative z-10 text-accent hover:underline"
        >
          {String(value).replace(/^https?:\/\//, "")}
        </a>
      );
    default:
      return <bdi>{words(field, value)}</bdi>;
  }
}
