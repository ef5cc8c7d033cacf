/** One contact, company or deal: what is known of it, changed in place, beside its tickets. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import Lock from "lucide-react/icons/lock";
import { useEffect } from "react";
import { QueryFailure } from "~/api/query-failure";
import { FieldList } from "~/crm/field-list";
import { useObjectNames } from "~/crm/field-words";
import {
  type RecordObject,
  type WholeAnswer,
  type WholeRecord,
  nameOfOne,
  recordPages,
  wholeRecordQuery,
} from "~/crm/record-queries";
import { useSaveRecord } from "~/crm/saving";
import { useFields } from "~/crm/use-fields";
import { useTitle } from "~/lib/title";
import { Avatar } from "~/ui/avatar";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { WorkHeader } from "~/ui/work-header";
import { ContactWays } from "./contact-ways.tsx";
import { MergedContacts } from "./merged-contacts.tsx";
import { RecordActs } from "./record-acts.tsx";
import { RecordDeals } from "./record-deals.tsx";
import { RecordPeople } from "./record-people.tsx";
import { RecordTickets } from "./record-tickets.tsx";
import { recordLists, useRecordId, useRecordObject } from "./which.ts";

export function RecordPage() {
  const { t } = useLingui();
  const object = useRecordObject();
  const id = useRecordId();
  if (id === null)
    return <EmptyState icon={<Lock size={28} strokeWidth={1.5} />} title={t`There is nothing at this address`} />;
  return <Record key={`${object} ${id}`} object={object} id={id} />;
}

function Record({ object, id }: { readonly object: RecordObject; readonly id: number }) {
  const navigate = useNavigate();
  const objectName = useObjectNames()[object];
  const { data, error, refetch } = useQuery(wholeRecordQuery(object, id));
  const record = data?.[nameOfOne[object]] as WholeRecord | undefined;
  useTitle(record?.name);
  // A contact that was merged leads to the one that it became.
  const shownId = record?.id ?? id;
  useEffect(() => {
    if (shownId !== id)
      void navigate({ to: recordPages[object], params: { recordId: String(shownId) }, replace: true });
  }, [shownId, id, object, navigate]);
  const list = (
    <Link to={recordLists[object]} className="text-quiet hover:text-text hover:underline">
      {objectName}
    </Link>
  );
  return (
    <>
      <WorkHeader
        title={
          <>
            <span className="font-normal">{list}</span>
            <span aria-hidden className="px-1.5 text-quiet">
              /
            </span>
            <bdi>{record?.name}</bdi>
          </>
        }
      >
        {record && shownId === id ? <RecordActs object={object} record={record} /> : null}
      </WorkHeader>
      {error && !data ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div className="p-6">
          <SkeletonText lines={6} />
        </div>
      ) : null}
      {data && record && shownId === id ? <Whole object={object} record={record} answer={data} /> : null}
    </>
  );
}

function Whole({
  object,
  record,
  answer,
}: {
  readonly object: RecordObject;
  readonly record: WholeRecord;
  readonly answer: WholeAnswer;
}) {
  const { t } = useLingui();
  const fields = useFields(object);
  const save = useSaveRecord(object, record);
  const companyId = companyOf(record);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-6xl gap-x-10 gap-y-8 px-4 py-6 md:px-8 lg:grid-cols-[360px_minmax(0,1fr)]">
        <section aria-label={t`Details`} className="flex min-w-0 flex-col gap-4">
          <div className="flex items-center gap-3">
            {object === "contacts" ? (
              <Avatar name={record.name} tintFrom={String(record["email"] ?? record.name)} size={32} />
            ) : null}
            <p className="min-w-0 text-16 font-strong break-words">
              <bdi>{record.name}</bdi>
            </p>
          </div>
          {object === "contacts" ? <ContactWays record={record} /> : null}
          {fields ? (
            <FieldList fields={fields} names={fields.map((field) => field.name)} record={record} onSave={save} />
          ) : (
            <SkeletonText lines={5} />
          )}
          {companyId ? (
            <Link
              to="/companies/$recordId"
              params={{ recordId: String(companyId) }}
              className="self-start text-accent hover:underline"
            >{t`Open the company`}</Link>
          ) : null}
          {object === "contacts" ? <MergedContacts record={record} /> : null}
        </section>
        <div className="flex min-w-0 flex-col gap-8">
          <RecordTickets tickets={answer.tickets} />
          {object === "deals" ? null : <RecordDeals deals={answer["deals"]} />}
          {object === "companies" ? <RecordPeople people={answer["contacts"]} /> : null}
        </div>
      </div>
    </div>
  );
}

function companyOf(record: WholeRecord): number | null {
  const company = record["company"] as { readonly id: number } | null | undefined;
  return company?.id ?? (record["company_id"] as number | null | undefined) ?? null;
}
