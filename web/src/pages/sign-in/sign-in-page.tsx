/** Signing in with e-mail and password. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { signIn } from "~/users/session";
import { Door } from "./door.tsx";

export function SignInPage() {
  const { t } = useLingui();
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: "/sign-in" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const act = useAct();
  useTitle(t`Sign in`);

  const submit = () =>
    act.run(async () => {
      await signIn(client, email.trim(), password);
      await router.navigate({ href: next ?? "/", replace: true });
    });

  return (
    <Door
      title={t`Sign in to Deskbell`}
      fault={act.fault?.message ?? null}
      onSubmit={submit}
      after={
        <Link to="/reset" className="underline underline-offset-2 hover:text-text">
          <Trans>I forgot my password</Trans>
        </Link>
      }
    >
      <Field label={t`Email`}>
        <Input
          type="email"
          autoComplete="username"
          required
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has nothing else to do
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          className="h-10!"
        />
      </Field>
      <Field label={t`Password`}>
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="h-10!"
        />
      </Field>
      <Button type="submit" weight="primary" busy={act.isBusy} className="h-10!">{t`Sign in`}</Button>
    </Door>
  );
}
