/** Asking for a link to choose a new password. Says the same whether the address is known or not. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "~/api/client";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { Door } from "./door.tsx";

export function AskResetPage() {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [isSent, setSent] = useState(false);
  const act = useAct();
  useTitle(t`New password`);
  const submit = () =>
    act.run(async () => {
      await api.post("/resets", { email: email.trim() });
      setSent(true);
    });
  return (
    <Door
      title={t`Choose a new password`}
      lead={t`We send you a link by e-mail.`}
      fault={act.fault?.message ?? null}
      onSubmit={submit}
      after={
        <Link to="/sign-in" className="underline underline-offset-2 hover:text-text">
          <Trans>Back to sign in</Trans>
        </Link>
      }
    >
      {isSent ? (
        <Banner kind="info" rounded>
          <Trans>If this address belongs to a user here, a link is on its way. It works once, for two hours.</Trans>
        </Banner>
      ) : (
        <>
          <Field label={t`Email`}>
            <Input
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              className="h-10!"
            />
          </Field>
          <Button
            type="submit"
            weight="primary"
            busy={act.isBusy}
            disabled={!email}
            className="h-10!"
          >{t`Send the link`}</Button>
        </>
      )}
    </Door>
  );
}
