/** What was done in the settings, and who signed in: who, when, what, from where. Only read; nothing in it can be changed. */
import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { dateAndTime } from "~/lib/time";
import { useTitle } from "~/lib/title";
import { Avatar } from "~/ui/avatar";
import { Button } from "~/ui/button";
import { Field } from "~/ui/field";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { findUser, useDirectory } from "~/users/session";
import { SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { actorId, useActWords } from "./act-words.ts";
import { type Act, type ActKind, auditQuery } from "./audit-queries.ts";

export function AuditPage() {
  const { t } = useLingui();
  useTitle(t`Audit log`);
  return (
    <SuperAdminsOnly>
      <SettingsPage
        title={t`Audit log`}
        lead={t`What was changed in the settings, and who signed in. It is written by itself, and nobody can change it.`}
      >
        <Acts />
      </SettingsPage>
    </SuperAdminsOnly>
  );
}

function Acts() {
  const { t } = useLingui();
  const [kind, setKind] = useState<ActKind | "all">("all");
  const [userId, setUserId] = useState<number | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(kind === "all" ? null : kind, userId),
  );
  const acts = data?.pages.flatMap((page) => page.acts);
  const say = useActWords();
  return (
    <div className="flex flex-col gap-4">
      <div className="grid max-w-lg grid-cols-2 gap-3">
        <Field label={t`What`}>
          <Select<ActKind | "all">
            value={kind}
            onChange={setKind}
            options={[
              { value: "all", label: t`Everything` },
              { value: "access", label: t`Sign-in and passwords` },
              { value: "people", label: t`Users and teams` },
              { value: "accounts", label: t`Accounts and inboxes` },
              { value: "settings", label: t`Settings` },
            ]}
          />
        </Field>
        <Field label={t`Who`}>
          <Who value={userId} onChange={setUserId} />
        </Field>
      </div>
      {error && !data ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonText lines={6} /> : null}
      {acts?.length === 0 ? <p className="text-quiet">{t`Nothing of this kind happened.`}</p> : null}
      {acts && acts.length > 0 ? (
        <ul aria-label={t`Audit log`} className="rounded-8 border border-border">
          {acts.map((act) => (
            <ActLine key={act.id} act={act} what={say(act)} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button
          className="self-center"
          busy={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >{t`Show older`}</Button>
      ) : null}
    </div>
  );
}

function Who({
  value,
  onChange,
  ...field
}: {
  readonly value: number | null;
  readonly onChange: (userId: number | null) => void;
  readonly id?: string;
}) {
  const { t } = useLingui();
  const { users } = useDirectory();
  return (
    <Picker
      {...field}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      options={users.map((user) => ({
        value: String(user.id),
        label: user.name,
        mark: <Avatar name={user.name} tintFrom={user.email} size={20} shape="square" />,
      }))}
      placeholder={t`Everybody`}
      clearLabel={t`Everybody`}
      searchLabel={t`Find a user`}
      nothingFound={t`No such user`}
    />
  );
}

function ActLine({ act, what }: { readonly act: Act; readonly what: string }) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const id = actorId(act);
  const who = id === null ? "Deskbell" : (findUser(directory, id)?.name ?? `#${id}`);
  const through = { api: t`through the API`, cli: t`from the command line`, import: t`by import` }[act.via];
  const where = [through, act.origin].filter((part) => part !== undefined && part !== null);
  return (
    <li className="flex flex-col gap-x-4 border-b border-border px-4 py-2 last:border-0 sm:flex-row sm:items-baseline">
      <div className="min-w-0 flex-1">
        <p dir="auto" className="break-words">
          {what}
        </p>
        <p className="text-12 break-words text-quiet">
          <bdi className="font-strong">{who}</bdi>
          {where.map((part) => (
            <span key={part}> · {part}</span>
          ))}
        </p>
      </div>
      <time dateTime={act.at} className="tabular shrink-0 text-12 text-quiet">
        {dateAndTime(new Date(act.at), i18n.locale)}
      </time>
    </li>
  );
}
