/** After signing in at a provider: whose mailbox it opens, the live test, and the account stands or is connected again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Refusal } from "~/api/client";
import { Banner } from "~/ui/banner";
import { toast } from "~/ui/toast";
import { type Account, type EmailSettings, useAccountActs } from "./account-queries.ts";
import { AddressFields } from "./address-fields.tsx";
import { BeginAgain } from "./begin-again.tsx";
import { guessServers, providerOf } from "./guess-servers.ts";
import { HistoryChoice, type HistoryChoiceValue } from "./history-choice.tsx";
import { type Server, unknownServer } from "./mail-server.ts";
import type { Consent } from "./provider-queries.ts";
import { ServerFields } from "./server-fields.tsx";
import { TestButtons } from "./test-buttons.tsx";
import { TestSteps } from "./test-steps.tsx";
import { TestedForm } from "./tested-form.tsx";
import { useConnectionTest } from "./use-connection-test.ts";

export type ConsentFormProps = {
  readonly token: string;
  readonly consent: Consent;
  /** The one that is connected again; a new one when left out. */
  readonly account: Account | undefined;
};

export function ConsentForm({ token, consent, account }: ConsentFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { connect, change } = useAccountActs();
  const { tested, test, forget, fault, faults, setFault, hasPassed, isRunning } = useConnectionTest();
  const [address, setAddress] = useState(account?.address ?? consent.signed_in_as);
  const [name, setName] = useState(account?.name ?? "");
  const [typedImap, setImap] = useState<Server | null>(null);
  const [typedSmtp, setSmtp] = useState<Server | null>(null);
  const [history, setHistory] = useState<HistoryChoiceValue>("new");

  const isKnown = Boolean(consent.settings.imap);
  const guess = guessServers(address);
  // An account that moves to another provider gets that one's servers.
  const kept = !isKnown || providerOf(account?.settings.imap) === consent.provider ? account?.settings : undefined;
  const imap = typedImap ?? kept?.imap ?? consent.settings.imap ?? guess?.imap ?? unknownServer;
  const smtp = typedSmtp ?? kept?.smtp ?? consent.settings.smtp ?? guess?.smtp ?? unknownServer;
  const settings: EmailSettings = {
    address: address.trim(),
    name: name.trim(),
    imap,
    smtp,
    consent: token,
    history: history === "history",
  };
  const isWhole = Boolean(address.includes("@") && imap.host && smtp.host);
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      forget();
    };
  // All is known, so there is nothing to press first.
  const tries = useRef(isWhole && (isKnown || account !== undefined));
  useEffect(() => {
    if (!tries.current) return;
    tries.current = false;
    void test(settings);
  });
  function save() {
    const after = {
      onError: setFault,
      onSuccess: () => {
        toast.done(
          account
            ? t`${settings.address} is connected again.`
            : t`${settings.address} is connected. Mail comes in from now on.`,
        );
        void navigate(
          account
            ? { to: "/settings/email-accounts/$accountId", params: { accountId: String(account.id) } }
            : { to: "/settings/email-accounts" },
        );
      },
    };
    if (account) change.mutate({ id: account.id, imap, smtp, consent: token }, after);
    else connect.mutate(settings, after);
  }

  return (
    <TestedForm hasPassed={hasPassed} onTest={() => void test(settings)} onSave={save} fault={fault}>
      {fault instanceof Refusal && fault.code.startsWith("consent.") ? (
        <div>
          <BeginAgain />
        </div>
      ) : null}
      <WhoSignedIn signedInAs={consent.signed_in_as} address={account?.address} />
      {account ? null : (
        <AddressFields
          address={address}
          onAddress={changed(setAddress)}
          name={name}
          onName={setName}
          fault={faults["address"]}
        />
      )}
      <details open={!isKnown && !account} className="group">
        <summary className="w-fit cursor-pointer rounded-4 font-strong pointer-coarse:py-2">{t`Servers`}</summary>
        <div className="flex flex-col gap-6 pt-3">
          <ServerFields
            kind="imap"
            title={t`Receiving (IMAP)`}
            server={imap}
            onChange={changed(setImap)}
            faults={faults}
          />
          <ServerFields
            kind="smtp"
            title={t`Sending (SMTP)`}
            server={smtp}
            onChange={changed(setSmtp)}
            faults={faults}
          />
        </div>
      </details>
      {tested ? <TestSteps steps={tested.steps} /> : null}
      {hasPassed && !account ? <HistoryChoice value={history} onChange={setHistory} /> : null}
      <TestButtons
        hasPassed={hasPassed}
        hasFailed={Boolean(tested?.steps && !hasPassed)}
        isTesting={isRunning}
        isSaving={connect.isPending || change.isPending}
        isWhole={isWhole}
        onSave={save}
      />
    </TestedForm>
  );
}

function WhoSignedIn({ signedInAs, address }: { readonly signedInAs: string; readonly address: string | undefined }) {
  if (!signedInAs)
    return (
      <Banner kind="info" rounded>
        <Trans>You are signed in. The provider did not tell as whom: check that this is the right address.</Trans>
      </Banner>
    );
  if (address && address.toLowerCase() !== signedInAs.toLowerCase())
    return (
      <Banner kind="warning" rounded>
        <Trans>
          You signed in as {signedInAs}, and this account is {address}. That works only if the one may open the mailbox
          of the other; the test shows it.
        </Trans>
      </Banner>
    );
  return (
    <Banner kind="info" rounded>
      <Trans>Signed in as {signedInAs}.</Trans>
    </Banner>
  );
}
