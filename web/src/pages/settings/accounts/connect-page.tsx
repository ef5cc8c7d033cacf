/** Connecting an e-mail account: address and servers, a live test of both ways, then the question about old mail. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Refusal, sentenceOf } from "~/api/client";
import { useTitle } from "~/lib/title";
import { Banner } from "~/ui/banner";
import { Button, buttonClasses } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { RadioCards } from "~/ui/radio-cards";
import { toast } from "~/ui/toast";
import { SettingsPage } from "../settings-page.tsx";
import { type EmailSettings, type Server, type TestStep, testEmailAccount, useAccountActs } from "./account-queries.ts";
import { guessServers } from "./guess-servers.ts";
import { ServerFields } from "./server-fields.tsx";
import { TestSteps } from "./test-steps.tsx";

const unknownServer: Server = { host: "", port: null, security: "tls", user: "" };

type Tested = { readonly steps: readonly TestStep[] | null };

/** A refusal that names a field is shown there; any other above the form. */
function faultsOf(fault: unknown): Readonly<Record<string, string>> {
  if (!(fault instanceof Refusal)) return {};
  const field = fault.facts["field"];
  return typeof field === "string" ? { [field]: fault.message } : {};
}

export function ConnectPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { connect } = useAccountActs();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [typedImap, setImap] = useState<Server | null>(null);
  const [typedSmtp, setSmtp] = useState<Server | null>(null);
  const [imapPassword, setImapPassword] = useState("");
  const [smtpPassword, setSmtpPassword] = useState<string | null>(null);
  const [history, setHistory] = useState<"new" | "history">("new");
  const [tested, setTested] = useState<Tested | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useTitle(t`Connect an account`);

  const guess = guessServers(address);
  const imap = typedImap ?? guess?.imap ?? unknownServer;
  const smtp = typedSmtp ?? guess?.smtp ?? unknownServer;
  const settings: EmailSettings = {
    address: address.trim(),
    name: name.trim(),
    imap,
    smtp,
    imap_password: imapPassword,
    smtp_password: smtpPassword ?? imapPassword,
    history: history === "history",
  };
  const isWhole = Boolean(address.includes("@") && imap.host && smtp.host);
  const hasPassed = tested?.steps?.every((step) => step.state === "ok" || step.state === "skipped") ?? false;
  const faults = faultsOf(fault);
  const changed = <Value,>(set: (value: Value) => void) => (value: Value) => {
    set(value);
    setTested(null);
    setFault(null);
  };

  async function test() {
    setFault(null);
    setTested({ steps: null });
    try {
      setTested(await testEmailAccount(settings));
    } catch (reason) {
      setTested(null);
      setFault(reason);
    }
  }
  function save() {
    connect.mutate(settings, {
      onSuccess: () => {
        toast.done(t`${settings.address} is connected. Mail comes in from now on.`);
        void navigate({ to: "/settings/email-accounts" });
      },
      onError: setFault,
    });
  }

  return (
    <SettingsPage title={t`Connect an e-mail account`} lead={t`Nothing changes in the mailbox: mail is read, and left where it is.`}>
      <form
        className="flex max-w-xl flex-col gap-6"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (hasPassed) save();
          else void test();
        }}
      >
        {fault && Object.keys(faults).length === 0 ? (
          <Banner kind="danger" rounded urgent>
            {sentenceOf(fault)}
          </Banner>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t`Address`} {...(faults["address"] ? { error: faults["address"] } : { hint: t`The one that customers write to.` })}>
            <Input type="email" autoComplete="off" spellCheck={false} value={address} onChange={(event) => changed(setAddress)(event.target.value)} placeholder="support@example.com" />
          </Field>
          <Field label={t`Name`} optional={t`Optional`} hint={t`Stands before the address on replies.`}>
            <Input value={name} onChange={(event) => setName(event.target.value)} dir="auto" />
          </Field>
        </div>
        <ServerFields kind="imap" title={t`Receiving (IMAP)`} server={imap} onChange={changed(setImap)} password={imapPassword} onPassword={changed(setImapPassword)} faults={faults} />
        <ServerFields
          kind="smtp"
          title={t`Sending (SMTP)`}
          server={smtp}
          onChange={changed(setSmtp)}
          password={smtpPassword ?? imapPassword}
          onPassword={changed(setSmtpPassword)}
          passwordHint={t`The same as above, unless you change it.`}
          faults={faults}
        />
        {tested ? <TestSteps steps={tested.steps} /> : null}
        {hasPassed ? (
          <div className="flex flex-col gap-2">
            <p className="font-strong">
              <Trans>Mail that is already there</Trans>
            </p>
            <RadioCards
              label={t`Mail that is already there`}
              value={history}
              onChange={setHistory}
              options={[
                { value: "new", label: t`New mail only`, hint: t`Only what comes from now on becomes tickets.` },
                { value: "history", label: t`History too`, hint: t`What is in the mailbox becomes tickets as well. Nothing is sent to anyone.` },
              ]}
            />
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-2">
          {hasPassed ? (
            <Button type="submit" weight="primary" busy={connect.isPending}>{t`Connect account`}</Button>
          ) : (
            <Button type="submit" weight="primary" busy={tested?.steps === null} disabled={!isWhole}>
              {tested?.steps ? t`Test again` : t`Test the connection`}
            </Button>
          )}
          {tested?.steps && !hasPassed ? (
            <Button onClick={save} busy={connect.isPending}>{t`Connect all the same`}</Button>
          ) : null}
          <Link to="/settings/email-accounts" className={buttonClasses("quiet")}>
            <Trans>Cancel</Trans>
          </Link>
        </div>
      </form>
    </SettingsPage>
  );
}
