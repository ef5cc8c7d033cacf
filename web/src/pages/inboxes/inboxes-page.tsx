/** Without an inbox in the address: the first one opens, or the page says that there is none. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import Inbox from "lucide-react/icons/inbox";
import { QueryFailure } from "~/api/query-failure";
import { useTitle } from "~/lib/title";
import { buttonClasses } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { WorkHeader } from "~/ui/work-header";
import { useMe } from "~/users/session";
import { inboxesQuery } from "~/conversations/inboxes";

export function InboxesPage() {
  const { t } = useLingui();
  const me = useMe();
  const { data, error, refetch } = useQuery(inboxesQuery);
  useTitle(t`Inboxes`);
  const first = data?.inboxes.find((inbox) => inbox.kind === "inbox");
  if (first) return <Navigate to="/inboxes/$inboxId" params={{ inboxId: String(first.id) }} replace />;
  const mayAdd = me.is_super_admin || me.permissions.includes("account_access");
  return (
    <>
      <WorkHeader title={t`Inboxes`} />
      {error && !data ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div className="p-4">
          <SkeletonText lines={4} />
        </div>
      ) : null}
      {data ? (
        <EmptyState
          icon={<Inbox size={28} strokeWidth={1.5} />}
          title={t`There is no inbox yet`}
          action={
            mayAdd ? (
              <Link to="/settings/inboxes" className={buttonClasses("primary")}>
                <Trans>Add an inbox</Trans>
              </Link>
            ) : null
          }
        >
          <Trans>An inbox holds conversations that need no ticket, such as mail from partners or the press.</Trans>
        </EmptyState>
      ) : null}
    </>
  );
}
