/** Choosing a new password by a link from the mail. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "~/api/client";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field } from "~/ui/field";
import { toast } from "~/ui/toast";
import { NewPassword } from "~/users/new-password";
import { Door } from "./door.tsx";

export function ResetPage() {
  const { t } = useLingui();
  const { token } = useParams({ from: "/reset/$token" });
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const act = useAct();
  useTitle(t`New password`);
  const submit = () =>
    act.run(async () => {
      await api.post(`/resets/${encodeURIComponent(token)}`, { password });
      toast.done(t`Your new password holds. Sign in with it.`);
      await navigate({ to: "/sign-in" });
    });
  return (
    <Door
      title={t`Choose a new password`}
      fault={act.fault?.message ?? null}
      onSubmit={submit}
      after={
        <Link to="/reset" className="underline underline-offset-2 hover:text-text">
          <Trans>Ask for a new link</Trans>
        </Link>
      }
    >
      <Field label={t`New password`} hint={t`At least 10 characters.`}>
        <NewPassword value={password} onChange={setPassword} />
      </Field>
      <Button
        type="submit"
        weight="primary"
        busy={act.isBusy}
        disabled={!password}
        className="h-10!"
      >{t`Save password`}</Button>
    </Door>
  );
}
