/** Taking an invite: a name, a password, and one is in. */
import { Trans, useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "~/api/client";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { takeBrowserZone } from "~/users/session";
import { NewPassword } from "~/users/new-password";
import { Door } from "./door.tsx";

function inviteQuery(token: string) {
  return queryOptions({
    queryKey: ["invite", token],
    queryFn: () => api.get<{ readonly email: string; readonly name?: string }>(`/invites/${encodeURIComponent(token)}`),
    retry: false,
  });
}

export function InvitePage() {
  const { t } = useLingui();
  const { token } = useParams({ from: "/invite/$token" });
  const { data, error } = useQuery(inviteQuery(token));
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState<string | null>(null);
  const [password, setPassword] = useState("");
  const act = useAct();
  useTitle(t`Join`);

  if (error)
    return (
      <Door
        title={t`This invite no longer works`}
        lead={error.message}
        after={
          <Link to="/sign-in" className="underline underline-offset-2 hover:text-text">
            <Trans>Sign in</Trans>
          </Link>
        }
      >
        {null}
      </Door>
    );
  if (!data) return null;
  const shownName = name ?? data.name ?? "";
  const submit = () =>
    act.run(async () => {
      await api.post(`/invites/${encodeURIComponent(token)}`, { name: shownName.trim(), password });
      await takeBrowserZone();
      client.clear();
      await navigate({ to: "/", replace: true });
    });
  return (
    <Door
      title={t`Join the help desk`}
      lead={t`You were invited as ${data.email}.`}
      fault={act.fault?.message ?? null}
      onSubmit={submit}
    >
      <Field label={t`Your name`} hint={t`Customers see it on your replies.`}>
        <Input
          autoComplete="name"
          value={shownName}
          onChange={(event) => setName(event.target.value)}
          className="h-10!"
        />
      </Field>
      <Field label={t`Password`} hint={t`At least 10 characters.`}>
        <NewPassword value={password} onChange={setPassword} />
      </Field>
      <Button
        type="submit"
        weight="primary"
        busy={act.isBusy}
        disabled={!shownName.trim() || !password}
        className="h-10!"
      >{t`Join`}</Button>
    </Door>
  );
}
