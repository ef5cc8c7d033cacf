/** All contacts, companies or deals by name: found by typing, scrolled through without end, made anew beside the list. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import BookUser from "lucide-react/icons/book-user";
import Plus from "lucide-react/icons/plus";
import { useCallback, useMemo, useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { useObjectNames } from "~/crm/field-words";
import { RecordForm } from "~/crm/record-form";
import { type ListedRecord, type RecordObject, recordListQuery, recordPages } from "~/crm/record-queries";
import { useAppearance } from "~/lib/appearance";
import { useAtLeast } from "~/lib/media";
import { useTitle } from "~/lib/title";
import { SearchBox } from "~/search/search-box";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Grid } from "~/ui/grid/grid";
import { Panel } from "~/ui/panel";
import { WorkHeader } from "~/ui/work-header";
import { NameLink, useRecordColumns } from "./record-columns.tsx";
import { useRecordObject } from "./which.ts";

/** So many rows before the end the next page is asked for. */
const ahead = 40;

export function RecordListPage() {
  const object = useRecordObject();
  return <RecordList key={object} object={object} />;
}

function RecordList({ object }: { readonly object: RecordObject }) {
  const { t } = useLingui();
  const { find = "" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const title = useObjectNames()[object];
  const [isCreating, setCreating] = useState(false);
  const [isUnsaved, setUnsaved] = useState(false);
  useTitle(title);
  const search = useCallback(
    (text: string) =>
      void navigate({
        to: ".",
        search: ({ find: _before, ...rest }) => (text ? { ...rest, find: text } : rest),
        replace: true,
      }),
    [navigate],
  );
  const openRecord = (id: number) => void navigate({ to: recordPages[object], params: { recordId: String(id) } });
  const createWords = { contacts: t`Create contact`, companies: t`Create company`, deals: t`Create deal` }[object];
  return (
    <>
      <WorkHeader title={title}>
        <Button weight="primary" onClick={() => setCreating(true)}>
          <Plus size={16} aria-hidden className="-ml-1" />
          {createWords}
        </Button>
      </WorkHeader>
      <div className="shrink-0 border-b border-border px-4 py-2">
        <div className="max-w-sm">
          <SearchBox value={find} onSearch={search} eager />
        </div>
      </div>
      <Rows object={object} find={find} title={title} onOpen={openRecord} />
      {isCreating ? (
        <Panel title={createWords} onClose={() => setCreating(false)} isUnsaved={isUnsaved}>
          <RecordForm
            object={object}
            typed={find}
            onCreated={openRecord}
            onTaken={openRecord}
            onCancel={() => setCreating(false)}
            onUnsaved={setUnsaved}
          />
        </Panel>
      ) : null}
    </>
  );
}

function Rows({
  object,
  find,
  title,
  onOpen,
}: {
  readonly object: RecordObject;
  readonly find: string;
  readonly title: string;
  readonly onOpen: (id: number) => void;
}) {
  const wide = useAtLeast("md");
  const { density } = useAppearance();
  const [active, setActive] = useState(-1);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = useInfiniteQuery(
    recordListQuery(object, find),
  );
  const rows = useMemo(() => data?.pages.flatMap((page) => page[object] ?? []) ?? [], [data, object]);
  const columns = useRecordColumns(object);
  const count = rows.length;
  const range = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last >= count - ahead) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, count],
  );
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  const waiting = data ? 0 : 8;
  return (
    <div aria-busy={isPlaceholderData} className="flex min-h-0 flex-1 flex-col">
      <Grid<ListedRecord>
        key={find}
        label={title}
        columns={columns}
        rowCount={waiting || count + (hasNextPage ? 1 : 0)}
        {...(data && !hasNextPage ? { totalCount: count } : {})}
        rowAt={(index) => rows[index]}
        rowId={(row) => String(row.id)}
        rowHeight={wide ? (density === "compact" ? 32 : 44) : 56}
        active={active}
        onActive={setActive}
        onOpen={(row) => onOpen(row.id)}
        onRange={range}
        {...(wide ? {} : { narrow: (row: ListedRecord) => <Narrow object={object} record={row} /> })}
        empty={<Nothing object={object} find={find} />}
      />
    </div>
  );
}

function Narrow({ object, record }: { readonly object: RecordObject; readonly record: ListedRecord }) {
  return (
    <div className="flex h-full flex-col justify-center px-4">
      <NameLink object={object} record={record} />
      <span className="truncate text-12 text-quiet">{record.email ?? record.domain ?? record.company}</span>
    </div>
  );
}

function Nothing({ object, find }: { readonly object: RecordObject; readonly find: string }) {
  const { t } = useLingui();
  const none = { contacts: t`No contacts yet`, companies: t`No companies yet`, deals: t`No deals yet` }[object];
  return (
    <EmptyState icon={<BookUser size={28} strokeWidth={1.5} />} title={find ? t`Nothing was found` : none}>
      {find ? (
        <Trans>Names are found by how they begin. Try fewer letters, or another spelling.</Trans>
      ) : object === "contacts" ? (
        <Trans>Whoever writes to the desk becomes a contact.</Trans>
      ) : (
        <Trans>Create one here, or beside a ticket.</Trans>
      )}
    </EmptyState>
  );
}
