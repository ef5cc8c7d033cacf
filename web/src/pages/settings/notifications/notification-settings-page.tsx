/** How one wants to be told of what. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTitle } from "~/lib/title";
import { choicesQuery, useChangeChoices } from "~/notifications/choices";
import { Switch } from "~/ui/checkbox";
import { Section, SettingsPage } from "../settings-page.tsx";
import { ByMail } from "./by-mail.tsx";
import { ChoicesTable } from "./choices-table.tsx";
import { PushDevices } from "./push-devices.tsx";

export function NotificationSettingsPage() {
  const { t } = useLingui();
  useTitle(t`Notifications`);
  return (
    <SettingsPage
      title={t`Notifications`}
      lead={t`You are never told of what you do yourself, nor of tickets that you may not see.`}
    >
      <Section title={t`What and where`}>
        <ChoicesTable />
      </Section>
      <PushDevices />
      <Following />
      <ByMail />
    </SettingsPage>
  );
}

function Following() {
  const { t } = useLingui();
  const { data } = useQuery(choicesQuery);
  const change = useChangeChoices();
  if (!data) return null;
  return (
    <Section title={t({ message: "Following", context: "act" })}>
      <Switch
        label={t`Follow what I take part in`}
        hint={t`Replying to a ticket or being mentioned on it makes you follow it.`}
        checked={data.follow_own}
        onChange={(checked) => change.mutate({ follow_own: checked })}
      />
    </Section>
  );
}
