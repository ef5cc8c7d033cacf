/** The first visit: the first super admin, and what the desk starts with. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "~/api/client";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { ProgressBar } from "~/ui/progress-bar";
import { RadioCards } from "~/ui/radio-cards";
import { takeBrowserZone } from "~/users/session";
import { NewPassword } from "~/users/new-password";
import { Door } from "../sign-in/door.tsx";

export function SetUpPage() {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [company, setCompany] = useState("");
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [start, setStart] = useState<"empty" | "demo">("empty");
  const act = useAct();
  useTitle(t`Set up`);

  const submit = () =>
    act.run(async () => {
      await api.post("/setup", {
        email: email.trim(),
        password,
        name: name.trim(),
        company: company.trim(),
        demo: start === "demo",
      });
      await takeBrowserZone();
      client.clear();
      await navigate({ to: "/", replace: true });
    });
  const isWhole = Boolean(company.trim() && name.trim() && email.trim() && password);

  return (
    <Door
      wide
      title={t`Set up your help desk`}
      lead={t`You become its first super admin. Everything here can be changed later.`}
      fault={act.fault?.message ?? null}
      onSubmit={submit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Company`} className="sm:col-span-2">
          <Input
            autoComplete="organization"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has nothing else to do
            autoFocus
            value={company}
            onChange={(event) => setCompany(event.target.value)}
            className="h-10!"
          />
        </Field>
        <Field label={t`Your name`}>
          <Input autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} className="h-10!" />
        </Field>
        <Field label={t`Email`}>
          <Input
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            className="h-10!"
          />
        </Field>
        <Field label={t`Password`} hint={t`At least 10 characters.`} className="sm:col-span-2">
          <NewPassword value={password} onChange={setPassword} />
        </Field>
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="font-strong">{t`Start with`}</p>
        <RadioCards
          label={t`Start with`}
          value={start}
          onChange={setStart}
          options={[
            { value: "empty", label: t`An empty desk`, hint: t`Connect your mailbox next, and work your own mail.` },
            {
              value: "demo",
              label: t`Demo data`,
              hint: t`A believable company with 2,000 tickets, to look around in.`,
            },
          ]}
        />
      </div>
      {act.isBusy ? (
        <ProgressBar
          value={null}
          showLabel={false}
          label={start === "demo" ? t`Making the demo company. This takes up to a minute.` : t`Setting up`}
        />
      ) : null}
      {act.isBusy && start === "demo" ? (
        <p role="status" className="text-quiet">{t`Making the demo company. This takes up to a minute.`}</p>
      ) : null}
      <Button
        type="submit"
        weight="primary"
        busy={act.isBusy}
        disabled={!isWhole}
        className="h-10! self-start"
      >{t`Set up Deskbell`}</Button>
    </Door>
  );
}
