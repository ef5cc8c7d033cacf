/** One connected account: how it does, its settings, pausing it, letting it go. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { ToldWords } from "~/api/told-words";
import { classes } from "~/lib/classes";
import { useTitle } from "~/lib/title";
import { Badge, type Tone } from "~/ui/badge";
import { Button, buttonClasses } from "~/ui/button";
import { Switch } from "~/ui/checkbox";
import { Dialog } from "~/ui/dialog";
import { EmptyState } from "~/ui/empty-state";
import { Field, Input } from "~/ui/field";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { SignatureForm } from "../signature-form.tsx";
import { Section, SettingsPage } from "../settings-page.tsx";
import { HealthBadge } from "./account-health.tsx";
import { type Account, type HealthState, accountsQuery, useAccountActs } from "./account-queries.ts";
import { DestinationSection } from "./destination-section.tsx";
import { type Server, unknownServer } from "./mail-server.ts";
import { ServerFields } from "./server-fields.tsx";

const tones: Record<HealthState, Tone> = { ok: "success", connecting: "info", failing: "danger", off: "neutral" };

export function AccountPage() {
  const { t } = useLingui();
  const { accountId } = useParams({ from: "/desk/settings/email-accounts/$accountId" });
  const { data, error, refetch } = useQuery(accountsQuery);
  const account = data?.find((other) => String(other.id) === accountId);
  useTitle(account?.address);
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SettingsPage title={t`E-mail account`}>{<SkeletonText lines={4} />}</SettingsPage>;
  if (!account) return <EmptyState title={t`This account is not connected`} />;
  return <Whole account={account} />;
}

function Whole({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const { change } = useAccountActs();
  const [name, setName] = useState(account.name);
  return (
    <SettingsPage title={account.address} action={<HealthBadge account={account} />}>
      <Section title={t`Health`} lead={t`Shown as it is right now.`}>
        <Health account={account} />
        <Switch
          label={t`Fetch and send`}
          hint={t`While this is off, mail waits in the mailbox and replies wait here.`}
          checked={account.is_active}
          onChange={(isActive) => change.mutate({ id: account.id, is_active: isActive })}
        />
      </Section>
      <SignIn account={account} />
      <Section title={t`Name`} lead={t`Stands before the address on replies.`}>
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ id: account.id, name: name.trim() }, { onSuccess: () => toast.done(t`Saved`) });
          }}
        >
          <Field label={t`Name`} className="flex-1">
            <Input value={name} onChange={(event) => setName(event.target.value)} dir="auto" />
          </Field>
          <Button
            type="submit"
            busy={change.isPending}
            disabled={name.trim() === account.name}
            className="pointer-coarse:h-11"
          >{t`Save`}</Button>
        </form>
      </Section>
      <Section title={t`Signature`} lead={t`Stands below every reply from this address, after the writer's own.`}>
        <SignatureForm
          html={account.settings.signature_html ?? ""}
          busy={change.isPending}
          onSave={(html) =>
            change.mutate({ id: account.id, signature_html: html }, { onSuccess: () => toast.done(t`Saved`) })
          }
        />
      </Section>
      <DestinationSection account={account} />
      <Servers account={account} />
      <Disconnecting account={account} />
    </SettingsPage>
  );
}

function Health({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const names: Record<string, string> = { imap: t`Receiving`, smtp: t`Sending` };
  const words: Record<HealthState, string> = {
    ok: t`Working`,
    connecting: t`Connecting`,
    failing: t`Not working`,
    off: t`Off`,
  };
  const parts = Object.entries(account.health);
  if (parts.length === 0) return <p className="text-quiet">{t`Nothing is known yet: it was connected just now.`}</p>;
  return (
    <ul className="flex flex-col gap-3">
      {parts.map(([part, health]) => (
        <li key={part}>
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-strong">{names[part] ?? part}</span>
            <Badge tone={tones[health.state]}>{words[health.state]}</Badge>
            {health.since ? (
              <span className="text-12 text-quiet">
                <Trans>since</Trans> <RelativeTime at={health.since} />
              </span>
            ) : null}
          </p>
          {health.sentence ? (
            <p className="mt-0.5 break-words text-quiet">
              <ToldWords told={health} />
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** By what the mailbox opens, and how it is opened anew when that has ended. */
function SignIn({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const { oauth } = account.settings;
  const whom = oauth?.signed_in_as;
  return (
    <Section title={t`Sign-in`}>
      <p className="break-words">
        {!oauth
          ? t`With a password, which is set below.`
          : whom
            ? t`Signed in at the provider as ${whom}.`
            : t`Signed in at the provider.`}
      </p>
      <Link
        to="/settings/email-accounts/connect"
        search={{ account: account.id }}
        className={classes(buttonClasses(), "self-start")}
      >
        {oauth ? t`Connect again` : t`Sign in at the provider instead`}
      </Link>
    </Section>
  );
}

function Servers({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const { change } = useAccountActs();
  const [imap, setImap] = useState<Server>(account.settings.imap ?? unknownServer);
  const [smtp, setSmtp] = useState<Server>(account.settings.smtp ?? unknownServer);
  const [imapPassword, setImapPassword] = useState("");
  const [smtpPassword, setSmtpPassword] = useState("");
  const save = () =>
    change.mutate(
      {
        id: account.id,
        imap: imap.host ? imap : null,
        smtp: smtp.host ? smtp : null,
        ...(imapPassword ? { imap_password: imapPassword } : {}),
        ...(smtpPassword ? { smtp_password: smtpPassword } : {}),
      },
      { onSuccess: () => toast.done(t`Saved. The account connects anew.`) },
    );
  const kept = t`Leave empty to keep the one that holds.`;
  const byPassword = !account.settings.oauth;
  const imapProof = byPassword ? { password: imapPassword, onPassword: setImapPassword, passwordHint: kept } : {};
  const smtpProof = byPassword ? { password: smtpPassword, onPassword: setSmtpPassword, passwordHint: kept } : {};
  return (
    <Section title={t`Servers`}>
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ServerFields
          kind="imap"
          title={t`Receiving (IMAP)`}
          server={imap}
          onChange={setImap}
          {...imapProof}
          faults={{}}
        />
        <ServerFields
          kind="smtp"
          title={t`Sending (SMTP)`}
          server={smtp}
          onChange={setSmtp}
          {...smtpProof}
          faults={{}}
        />
        <Button type="submit" className="self-start" busy={change.isPending}>{t`Save servers`}</Button>
      </form>
    </Section>
  );
}

function Disconnecting({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { disconnect } = useAccountActs();
  const [asks, setAsks] = useState(false);
  const go = () =>
    disconnect.mutate(account.id, {
      onSuccess: () => {
        toast.done(t`${account.address} is disconnected`);
        void navigate({ to: "/settings/email-accounts" });
      },
    });
  return (
    <Section title={t`Disconnect`} lead={t`Its tickets stay.`}>
      <Button className="self-start" onClick={() => setAsks(true)}>{t`Disconnect account`}</Button>
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={t`Disconnect ${account.address}?`}
        footer={
          <>
            <Button weight="quiet" onClick={() => setAsks(false)}>{t`Keep it`}</Button>
            <Button weight="danger" busy={disconnect.isPending} onClick={go}>{t`Disconnect account`}</Button>
          </>
        }
      >
        <Trans>
          Mail to this address no longer becomes tickets, replies can no longer leave from it, and its passwords are
          forgotten. Tickets and messages stay.
        </Trans>
      </Dialog>
    </Section>
  );
}
