/** The way to a provider's own sign-in: registered first, then one button. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { sentenceOf } from "~/api/client";
import { QueryFailure } from "~/api/query-failure";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { SkeletonText } from "~/ui/skeleton";
import { type Provider, registrationsQuery, useSignInAtProvider } from "./provider-queries.ts";
import { RegistrationForm } from "./registration-form.tsx";

export type ProviderSignInProps = {
  readonly provider: Provider;
  /** The account that is connected again; a new one when left out. */
  readonly accountId?: number | undefined;
  /** What else can be done here. */
  readonly aside?: ReactNode;
};

export function ProviderSignIn({ provider, accountId, aside }: ProviderSignInProps) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(registrationsQuery);
  const signIn = useSignInAtProvider();
  const [isChanging, setChanging] = useState(false);
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={4} />;
  const known = data.providers.find((one) => one.provider === provider);
  const home = new URL(data.redirect_url).origin;
  const isElsewhere = home !== location.origin;
  const words: Record<Provider, string> = {
    google: t`Sign in with Google`,
    microsoft: t`Sign in with Microsoft`,
    other: t`Sign in at the provider`,
  };
  return (
    <div className="flex flex-col gap-4">
      <WhereOneIs home={home} isElsewhere={isElsewhere} provider={provider} />
      {!known || isChanging ? (
        <RegistrationForm
          key={provider}
          provider={provider}
          redirectUrl={data.redirect_url}
          known={known}
          onDone={() => setChanging(false)}
        />
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-8 border border-border px-4 py-3">
          <p className="min-w-0">
            <Trans>Deskbell is registered there.</Trans>
            <span className="block text-12 break-all text-quiet">
              <Trans>Client ID {known.client_id}</Trans>
            </span>
          </p>
          <Button weight="quiet" onClick={() => setChanging(true)}>{t`Change registration`}</Button>
        </div>
      )}
      {signIn.error ? (
        <Banner kind="danger" rounded urgent>
          {sentenceOf(signIn.error)}
        </Banner>
      ) : null}
      {known && !isChanging ? (
        <p className="text-quiet">
          <Trans>
            You sign in on the provider's own page; Deskbell never sees the password. Then you come back here and see it
            work before anything is saved.
          </Trans>
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {known && !isChanging ? (
          <Button
            weight="primary"
            busy={signIn.isPending}
            disabled={isElsewhere}
            onClick={() => signIn.mutate({ provider, ...(accountId ? { account_id: accountId } : {}) })}
          >
            {words[provider]}
          </Button>
        ) : null}
        {aside}
      </div>
    </div>
  );
}

/** One comes back to the desk's own address: who is at another one would not be known there. */
function WhereOneIs({
  home,
  isElsewhere,
  provider,
}: {
  readonly home: string;
  readonly isElsewhere: boolean;
  readonly provider: Provider;
}) {
  const here = location.origin;
  if (isElsewhere)
    return (
      <Banner kind="warning" rounded>
        <Trans>
          The provider sends you back to {home}, but you are at {here}. Open Deskbell there to sign in, or let whoever
          runs it set DESKBELL_BASE_URL to the address that people use.
        </Trans>
      </Banner>
    );
  if (
    provider !== "other" &&
    home.startsWith("http://") &&
    !["localhost", "127.0.0.1", "[::1]"].includes(new URL(home).hostname)
  )
    return (
      <Banner kind="warning" rounded>
        <Trans>
          This provider sends people back to https addresses only. Let whoever runs Deskbell put it behind https and set
          DESKBELL_BASE_URL.
        </Trans>
      </Banner>
    );
  return null;
}
