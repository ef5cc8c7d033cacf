/** What the merged ticket would be. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { keys } from "~/api/keys";
import type { PersonRef, Priority } from "~/api/shapes";
import { priorityNames } from "~/crm/ticket-choices";
import { SkeletonText } from "~/ui/skeleton";
import { findStatus, findTeam, findUser, useDirectory } from "~/users/session";

type Told<Value> = { readonly value: Value; readonly from: "primary" | "other" | "both" };
type Preview = {
  readonly values: {
    readonly name: Told<string>;
    readonly status_id: Told<number>;
    readonly owner_id: Told<number | null>;
    readonly team_id: Told<number | null>;
    readonly priority: Told<Priority | null>;
    readonly category: Told<string | null>;
    readonly tags: Told<readonly string[]>;
  };
  readonly contacts: readonly PersonRef[];
  readonly companies: readonly { readonly id: number; readonly name: string }[];
  readonly threads: readonly { readonly id: number }[];
  readonly message_count: number;
};

export function MergePreview({
  ticketId,
  otherId,
  primaryId,
}: {
  readonly ticketId: number;
  readonly otherId: number;
  readonly primaryId: number;
}) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const { data, error } = useQuery({
    queryKey: [...keys.ticket(ticketId), "merge-preview", otherId, primaryId],
    queryFn: ({ signal }) =>
      api.get<Preview>(`/tickets/${ticketId}/merge-preview`, { query: { with: otherId, primary: primaryId }, signal }),
    placeholderData: keepPreviousData,
  });
  if (error) return <FaultBanner fault={error} />;
  if (!data) return <SkeletonText lines={5} />;
  const { values } = data;
  const list = (words: readonly string[]) => new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(words);
  /** Each with whether it was filled from the other; a list has a line for each of its names. */
  const rows: readonly [ReactNode, string | readonly string[], boolean][] = [
    [t`Name`, values.name.value, false],
    [t`Status`, findStatus(directory, values.status_id.value)?.label ?? "", false],
    [t`Owner`, findUser(directory, values.owner_id.value)?.name ?? "", values.owner_id.from === "other"],
    [t`Team`, findTeam(directory, values.team_id.value)?.name ?? "", values.team_id.from === "other"],
    [
      t`Priority`,
      values.priority.value ? i18n._(priorityNames[values.priority.value]) : "",
      values.priority.from === "other",
    ],
    [
      t`Category`,
      directory.categories.find((one) => one.value === values.category.value)?.label ?? "",
      values.category.from === "other",
    ],
    [t`Tags`, list(values.tags.value), values.tags.from === "other"],
    [t`Contacts`, data.contacts.map((contact) => contact.name || (contact.email ?? "")), false],
    [t`Companies`, data.companies.map((company) => company.name), false],
    [
      t`Conversations`,
      `${plural(data.threads.length, { one: "# conversation", other: "# conversations" })}, ${plural(data.message_count, { one: "# message", other: "# messages" })}`,
      false,
    ],
  ];
  return (
    <section aria-label={t`The merged ticket`} className="rounded-8 bg-sunken px-3 py-2">
      <h3 className="text-12 text-quiet">
        <Trans>The merged ticket</Trans>
      </h3>
      <dl className="mt-1 grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3">
        {rows.map(([label, value, isFilled], place) =>
          value.length === 0 ? null : (
            // oxlint-disable-next-line react/no-array-index-key -- the rows stand still
            <div key={place} className="contents">
              <dt className="py-0.5 text-quiet">{label}</dt>
              <dd className="min-w-0 py-0.5 break-words">
                {typeof value === "string" ? (
                  <bdi className={isFilled ? undefined : "line-clamp-3"}>{value}</bdi>
                ) : (
                  value.map((name, at) => (
                    // oxlint-disable-next-line react/no-array-index-key -- two may have one name
                    <bdi key={at} className="block truncate">
                      {name}
                    </bdi>
                  ))
                )}
                {isFilled ? (
                  <span className="text-12 text-quiet">
                    {" "}
                    · <Trans>from the other ticket</Trans>
                  </span>
                ) : null}
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
