/** Where an account's new conversations go: to the help desk as tickets, or to an inbox without any. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { inboxesQuery } from "~/conversations/inboxes";
import { Field } from "~/ui/field";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { Section } from "../settings-page.tsx";
import { type Account, useAccountActs } from "./account-queries.ts";

export function DestinationSection({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const { change } = useAccountActs();
  const { data } = useQuery(inboxesQuery);
  const options = (data?.inboxes ?? [])
    .filter((inbox) => !inbox.is_archived || inbox.id === account.inbox_id)
    .map((inbox) => ({ value: String(inbox.id), label: inbox.kind === "help_desk" ? t`Help desk` : inbox.name }));
  if (options.length === 0) return null;
  return (
    <Section title={t`New conversations`} lead={t`In the help desk each becomes a ticket. In an inbox there is none.`}>
      <Field label={t`New conversations go to`}>
        <Select
          value={String(account.inbox_id)}
          options={options}
          onChange={(id) =>
            change.mutate({ id: account.id, inbox_id: Number(id) }, { onSuccess: () => toast.done(t`Saved`) })
          }
        />
      </Field>
    </Section>
  );
}
