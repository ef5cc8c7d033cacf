/** Connecting an e-mail account: whose mailbox it is, and then by signing in there or with a password. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { sentenceOf } from "~/api/client";
import { QueryFailure } from "~/api/query-failure";
import { useTitle } from "~/lib/title";
import { Banner } from "~/ui/banner";
import { Button, buttonClasses } from "~/ui/button";
import { SkeletonText } from "~/ui/skeleton";
import { SettingsPage } from "../settings-page.tsx";
import { accountsQuery } from "./account-queries.ts";
import { BeginAgain } from "./begin-again.tsx";
import { ConsentForm } from "./consent-form.tsx";
import { providerOf } from "./guess-servers.ts";
import { PasswordForm } from "./password-form.tsx";
import { ProviderChoice } from "./provider-choice.tsx";
import { consentQuery } from "./provider-queries.ts";
import { ProviderSignIn } from "./provider-sign-in.tsx";

export function ConnectPage() {
  const { t } = useLingui();
  const { consent, account: accountId } = useSearch({ from: "/desk/settings/email-accounts/connect" });
  useTitle(t`Connect an account`);
  if (consent) return <ByConsent token={consent} />;
  return accountId ? <Again accountId={accountId} /> : <Anew />;
}

function Anew() {
  const { t } = useLingui();
  const { provider = "other", way = "password" } = useSearch({ from: "/desk/settings/email-accounts/connect" });
  const navigate = useNavigate();
  const go = (search: { readonly provider?: typeof provider; readonly way?: "sign-in" }) =>
    void navigate({ to: "/settings/email-accounts/connect", search, replace: true });
  const byPassword = provider === "other" && way === "password";
  return (
    <SettingsPage
      title={t`Connect an e-mail account`}
      lead={t`Nothing changes in the mailbox: mail is read, and left where it is.`}
    >
      <div className="flex max-w-xl flex-col gap-3">
        <ProviderChoice value={provider} onChange={(chosen) => go(chosen === "other" ? {} : { provider: chosen })} />
        {byPassword ? (
          <p className="flex flex-wrap items-center gap-x-2 text-quiet">
            <Trans>Does it want you to sign in on its own page (OAuth2)?</Trans>
            <Button onClick={() => go({ way: "sign-in" })}>{t`Sign in there instead`}</Button>
          </p>
        ) : null}
      </div>
      {byPassword ? (
        <PasswordForm onProvider={(chosen) => go({ provider: chosen })} />
      ) : (
        <div className="max-w-xl">
          <ProviderSignIn
            provider={provider}
            aside={
              <>
                <Button weight="quiet" onClick={() => go({})}>{t`Use a password instead`}</Button>
                <Link to="/settings/email-accounts" className={buttonClasses("quiet")}>
                  <Trans>Cancel</Trans>
                </Link>
              </>
            }
          />
        </div>
      )}
    </SettingsPage>
  );
}

function Again({ accountId }: { readonly accountId: number }) {
  const { t } = useLingui();
  const { provider } = useSearch({ from: "/desk/settings/email-accounts/connect" });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(accountsQuery);
  const account = data?.find((other) => other.id === accountId);
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SettingsPage title={t`Connect an e-mail account`}>{<SkeletonText lines={4} />}</SettingsPage>;
  if (!account) return <Anew />;
  const chosen = provider ?? (account.settings.oauth?.provider || providerOf(account.settings.imap));
  return (
    <SettingsPage
      title={t`Connect ${account.address} again`}
      lead={t`Its tickets, name and signature stay as they are.`}
    >
      <div className="flex max-w-xl flex-col gap-6">
        <ProviderChoice
          value={chosen}
          onChange={(next) =>
            void navigate({
              to: "/settings/email-accounts/connect",
              search: { account: accountId, provider: next },
              replace: true,
            })
          }
        />
        <ProviderSignIn
          provider={chosen}
          accountId={accountId}
          aside={
            <Link
              to="/settings/email-accounts/$accountId"
              params={{ accountId: String(accountId) }}
              className={buttonClasses("quiet")}
            >
              <Trans>Cancel</Trans>
            </Link>
          }
        />
      </div>
    </SettingsPage>
  );
}

function ByConsent({ token }: { readonly token: string }) {
  const { t } = useLingui();
  const { data: consent, error } = useQuery(consentQuery(token));
  const { data: accounts, error: listError } = useQuery(accountsQuery);
  const account = accounts?.find((other) => other.id === consent?.account_id);
  const title = account ? t`Connect ${account.address} again` : t`Connect an e-mail account`;
  const fault = error ?? (accounts ? null : listError);
  return (
    <SettingsPage title={title} lead={t`Nothing changes in the mailbox: mail is read, and left where it is.`}>
      {fault ? (
        <div className="flex max-w-xl flex-col items-start gap-4">
          <Banner kind="danger" rounded urgent>
            {sentenceOf(fault)}
          </Banner>
          <BeginAgain />
        </div>
      ) : consent && accounts ? (
        <ConsentForm token={token} consent={consent} account={account} />
      ) : (
        <SkeletonText lines={4} />
      )}
    </SettingsPage>
  );
}
