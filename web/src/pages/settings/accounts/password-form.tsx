/** Connecting with a password: address and servers, a live test of both ways, then the question about old mail. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { toast } from "~/ui/toast";
import { type EmailSettings, useAccountActs } from "./account-queries.ts";
import { AddressFields } from "./address-fields.tsx";
import { guessServers, providerOf } from "./guess-servers.ts";
import { HistoryChoice, type HistoryChoiceValue } from "./history-choice.tsx";
import { type Server, unknownServer } from "./mail-server.ts";
import type { Provider } from "./provider-queries.ts";
import { ServerFields } from "./server-fields.tsx";
import { TestButtons } from "./test-buttons.tsx";
import { TestSteps } from "./test-steps.tsx";
import { TestedForm } from "./tested-form.tsx";
import { useConnectionTest } from "./use-connection-test.ts";

export function PasswordForm({
  onProvider,
}: {
  /** To where the mailbox of the typed address is opened by a sign-in. */ readonly onProvider: (
    provider: Provider,
  ) => void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { connect } = useAccountActs();
  const { tested, test, forget, fault, faults, setFault, hasPassed, isRunning } = useConnectionTest();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [typedImap, setImap] = useState<Server | null>(null);
  const [typedSmtp, setSmtp] = useState<Server | null>(null);
  const [imapPassword, setImapPassword] = useState("");
  const [smtpPassword, setSmtpPassword] = useState<string | null>(null);
  const [history, setHistory] = useState<HistoryChoiceValue>("new");

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
  const provider = providerOf(imap);
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      forget();
    };
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
    <TestedForm hasPassed={hasPassed} onTest={() => void test(settings)} onSave={save} fault={fault}>
      <AddressFields
        address={address}
        onAddress={changed(setAddress)}
        name={name}
        onName={setName}
        fault={faults["address"]}
      />
      {provider === "other" ? null : (
        <Banner kind="info" rounded>
          <p>
            <Trans>
              This provider takes a sign-in on its own page; a password works only where it gives app passwords.
            </Trans>
          </p>
          <Button className="mt-2" onClick={() => onProvider(provider)}>
            {provider === "google" ? t`Sign in with Google` : t`Sign in with Microsoft`}
          </Button>
        </Banner>
      )}
      <ServerFields
        kind="imap"
        title={t`Receiving (IMAP)`}
        server={imap}
        onChange={changed(setImap)}
        password={imapPassword}
        onPassword={changed(setImapPassword)}
        faults={faults}
      />
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
      {hasPassed ? <HistoryChoice value={history} onChange={setHistory} /> : null}
      <TestButtons
        hasPassed={hasPassed}
        hasFailed={Boolean(tested?.steps && !hasPassed)}
        isTesting={isRunning}
        isSaving={connect.isPending}
        isWhole={Boolean(address.includes("@") && imap.host && smtp.host)}
        onSave={save}
      />
    </TestedForm>
  );
}
