/** When mail comes, and how much at once. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type Choices, choicesQuery, useChangeChoices } from "~/notifications/choices";
import { RadioCards } from "~/ui/radio-cards";
import { Section } from "../settings-page.tsx";

export function ByMail() {
  const { t } = useLingui();
  const { data } = useQuery(choicesQuery);
  const change = useChangeChoices();
  if (!data) return null;
  return (
    <Section title={t`E-mail`}>
      <p className="-mb-2.5 font-strong">{t`When to mail`}</p>
      <RadioCards<Choices["mail_when"]>
        label={t`When to mail`}
        value={data.mail_when}
        onChange={(value) => change.mutate({ mail_when: value })}
        options={[
          { value: "away", label: t`Only while I am away`, hint: t`Not while the desk stands open before you.` },
          { value: "always", label: t`Always`, hint: t`Also while you look at the desk.` },
        ]}
      />
      <p className="-mb-2.5 font-strong">{t`How to mail`}</p>
      <RadioCards<Choices["digest"]>
        label={t`How to mail`}
        value={data.digest}
        onChange={(value) => change.mutate({ digest: value })}
        options={[
          {
            value: "busy",
            label: t`At once, gathered when busy`,
            hint: t`More than three within ten minutes come in one mail.`,
          },
          { value: "hourly", label: t`Once an hour`, hint: t`All that is unread in one mail.` },
        ]}
      />
    </Section>
  );
}
