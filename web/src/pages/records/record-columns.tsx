/** The columns of each list of records. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { type ListedRecord, type RecordObject, recordPages } from "~/crm/record-queries";
import { useValueWords } from "~/crm/field-words";
import { useBuiltInFields } from "~/crm/use-fields";
import { isBlank } from "~/crm/field";
import { OwnerMark } from "~/tickets/ticket-marks";
import { Avatar } from "~/ui/avatar";
import type { GridColumn } from "~/ui/grid/grid-props";
import { RelativeTime } from "~/ui/relative-time";
import { Skeleton } from "~/ui/skeleton";

type Column = {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly align?: "end";
  readonly cell: (row: ListedRecord) => React.ReactNode;
};

export function NameLink({ object, record }: { readonly object: RecordObject; readonly record: ListedRecord }) {
  return (
    <Link
      to={recordPages[object]}
      params={{ recordId: String(record.id) }}
      className="flex min-w-0 items-center gap-2 font-strong hover:underline"
    >
      {object === "contacts" ? <Avatar name={record.name} tintFrom={record.email ?? record.name} size={20} /> : null}
      <bdi className="min-w-0 truncate">{record.name}</bdi>
    </Link>
  );
}

export function useRecordColumns(object: RecordObject): readonly GridColumn<ListedRecord>[] {
  const { t } = useLingui();
  const fields = useBuiltInFields(object);
  const words = useValueWords();
  const text = (
    id: "email" | "phone" | "domain" | "amount" | "stage" | "close_date",
    label: string,
    width: number,
  ): Column => ({
    id,
    label,
    width,
    cell: (row) => {
      const field = fields.find((one) => one.name === id);
      return field && !isBlank(row[id]) ? <span className="tabular">{words(field, row[id])}</span> : null;
    },
  });
  const company: Column = {
    id: "company",
    label: t`Company`,
    width: 180,
    cell: (row) =>
      row.company && row.company_id ? (
        <Link to="/companies/$recordId" params={{ recordId: String(row.company_id) }} className="hover:underline">
          <bdi>{row.company}</bdi>
        </Link>
      ) : null,
  };
  const phone = text("phone", t`Phone`, 150);
  const own: Record<RecordObject, readonly Column[]> = {
    contacts: [text("email", t`E-mail address`, 240), phone, company],
    companies: [text("domain", t`Domain`, 200), phone],
    deals: [
      { ...text("amount", t`Amount`, 120), align: "end" },
      text("stage", t`Stage`, 100),
      text("close_date", t`Close date`, 130),
      company,
    ],
  };
  const columns: readonly Column[] = [
    ...own[object],
    {
      id: "owner",
      label: t`Owner`,
      width: 150,
      cell: (row) => (row.owner_id === null ? null : <OwnerMark ownerId={row.owner_id} nobody="" />),
    },
    {
      id: "created",
      label: t`Created`,
      width: 110,
      cell: (row) => <RelativeTime at={row.created_at} look="short" className="text-quiet" />,
    },
  ];
  return [
    {
      id: "name",
      label: t`Name`,
      width: 220,
      grows: true,
      cell: (row) => <NameLink object={object} record={row} />,
      waiting: <Skeleton className="w-40" />,
    },
    ...columns.map((column) => ({ ...column, waiting: <Skeleton className="w-20" /> })),
  ];
}
