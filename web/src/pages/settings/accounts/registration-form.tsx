/** Deskbell as a provider knows it: what to do there once, and what it gave. The secret is never shown again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Refusal, sentenceOf } from "~/api/client";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { toast } from "~/ui/toast";
import { CopiedField } from "./copied-field.tsx";
import { type Provider, type Registration, useRegister } from "./provider-queries.ts";
import { RegistrationSteps } from "./registration-steps.tsx";

export type RegistrationFormProps = {
  readonly provider: Provider;
  readonly redirectUrl: string;
  readonly known: Registration | undefined;
  readonly onDone: () => void;
};

export function RegistrationForm({ provider, redirectUrl, known, onDone }: RegistrationFormProps) {
  const { t } = useLingui();
  const register = useRegister();
  const [clientId, setClientId] = useState(known?.client_id ?? "");
  const [secret, setSecret] = useState("");
  const [tenant, setTenant] = useState(known?.tenant ?? "");
  const [authorizationUrl, setAuthorizationUrl] = useState(known?.authorization_url ?? "");
  const [tokenUrl, setTokenUrl] = useState(known?.token_url ?? "");
  const [scope, setScope] = useState(known?.scope ?? "");
  const { error } = register;
  const field = error instanceof Refusal ? error.facts["field"] : undefined;
  const fault = (name: string, hint?: string) =>
    field === name && error ? { error: sentenceOf(error) } : hint ? { hint } : {};
  const isKept = Boolean(known?.has_secret && known.client_id === clientId.trim());
  function save() {
    register.mutate(
      {
        provider,
        client_id: clientId,
        tenant,
        authorization_url: authorizationUrl,
        token_url: tokenUrl,
        scope,
        ...(secret ? { client_secret: secret } : {}),
      },
      {
        onSuccess: () => {
          toast.done(t`Saved`);
          onDone();
        },
      },
    );
  }
  return (
    <form
      className="flex flex-col gap-4 rounded-8 border border-border px-4 py-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="flex flex-col gap-2">
        <h2 className="text-13">{t`Register Deskbell once`}</h2>
        <p className="text-quiet">
          <Trans>
            The provider must know Deskbell before anybody can sign in through it. An administrator there does this once
            for the whole desk.
          </Trans>
        </p>
        <RegistrationSteps provider={provider} />
      </div>
      <CopiedField label={t`Redirect address`} value={redirectUrl} />
      {error && typeof field !== "string" ? (
        <Banner kind="danger" rounded urgent>
          {sentenceOf(error)}
        </Banner>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t`Client ID`} {...fault("client_id")}>
          <Input
            value={clientId}
            onChange={(event) => setClientId(event.target.value)}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
          />
        </Field>
        <Field
          label={t`Client secret`}
          {...fault("client_secret", isKept ? t`Leave empty to keep the one that holds.` : undefined)}
        >
          <Input
            type="password"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
            autoComplete="off"
          />
        </Field>
        {provider === "microsoft" ? (
          <Field
            label={t`Tenant`}
            optional={t`Optional`}
            {...fault("tenant", t`The directory's ID, if the app is for your organisation only.`)}
          >
            <Input
              value={tenant === "common" ? "" : tenant}
              onChange={(event) => setTenant(event.target.value)}
              spellCheck={false}
              autoComplete="off"
              dir="ltr"
            />
          </Field>
        ) : null}
        {provider === "other" ? (
          <>
            <Field label={t`Authorization URL`} {...fault("authorization_url")}>
              <Input
                type="url"
                value={authorizationUrl}
                onChange={(event) => setAuthorizationUrl(event.target.value)}
                placeholder="https://"
                dir="ltr"
              />
            </Field>
            <Field label={t`Token URL`} {...fault("token_url")}>
              <Input
                type="url"
                value={tokenUrl}
                onChange={(event) => setTokenUrl(event.target.value)}
                placeholder="https://"
                dir="ltr"
              />
            </Field>
            <Field
              label={t`Scope`}
              className="sm:col-span-2"
              {...fault("scope", t`With blanks between. Add openid and email to have the address filled in.`)}
            >
              <Input value={scope} onChange={(event) => setScope(event.target.value)} spellCheck={false} dir="ltr" />
            </Field>
          </>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          weight={known ? "secondary" : "primary"}
          busy={register.isPending}
          disabled={!clientId.trim()}
        >{t`Save registration`}</Button>
        {known ? <Button weight="quiet" onClick={onDone}>{t`Cancel`}</Button> : null}
      </div>
    </form>
  );
}
