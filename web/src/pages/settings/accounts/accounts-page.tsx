/** The connected e-mail accounts, each with its health. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import Mail from "lucide-react/icons/mail";
import Plus from "lucide-react/icons/plus";
import { QueryFailure } from "~/api/query-failure";
import { ToldWords } from "~/api/told-words";
import { useTitle } from "~/lib/title";
import { buttonClasses } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { SettingsPage } from "../settings-page.tsx";
import { HealthBadge, worstPart } from "./account-health.tsx";
import { type Account, accountsQuery } from "./account-queries.ts";

export function AccountsPage() {
  const { t } = useLingui();
  const { data: accounts, error, refetch } = useQuery(accountsQuery);
  useTitle(t`E-mail accounts`);
  const connect = (
    <Link to="/settings/email-accounts/connect" className={buttonClasses("primary")}>
      <Plus size={16} aria-hidden className="-ml-1" />
      <Trans>Connect an account</Trans>
    </Link>
  );
  return (
    <SettingsPage
      title={t`E-mail accounts`}
      lead={t`Mail to these addresses becomes tickets, and replies leave from them.`}
      action={accounts && accounts.length > 0 ? connect : null}
    >
      {error && !accounts ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!accounts && !error ? <SkeletonText lines={3} /> : null}
      {accounts?.length === 0 ? (
        <EmptyState icon={<Mail size={28} strokeWidth={1.5} />} title={t`No mail yet`} action={connect}>
          <Trans>Connect the address that your customers write to. You see it work before anything is saved.</Trans>
        </EmptyState>
      ) : null}
      {accounts && accounts.length > 0 ? (
        <ul className="overflow-hidden rounded-8 border border-border">
          {accounts.map((account) => (
            <li key={account.id} className="border-b border-border last:border-0">
              <AccountLink account={account} />
            </li>
          ))}
        </ul>
      ) : null}
    </SettingsPage>
  );
}

function AccountLink({ account }: { readonly account: Account }) {
  const worst = worstPart(account);
  return (
    <Link
      to="/settings/email-accounts/$accountId"
      params={{ accountId: String(account.id) }}
      className="focus-inset flex items-center gap-3 px-4 py-3 hover:bg-hover"
    >
      <Mail size={16} className="shrink-0 text-quiet" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-strong">{account.address}</span>
        {worst && worst.state !== "ok" && account.is_active ? (
          <span className="block truncate text-quiet">
            <ToldWords told={worst} />
          </span>
        ) : account.name !== account.address ? (
          <span className="block truncate text-quiet">{account.name}</span>
        ) : null}
      </span>
      <HealthBadge account={account} />
    </Link>
  );
}
