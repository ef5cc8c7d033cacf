/** Whose mailbox is it? The providers where one signs in, and every other one. */
import { useLingui } from "@lingui/react/macro";
import { RadioCards } from "~/ui/radio-cards";
import type { Provider } from "./provider-queries.ts";

export function ProviderChoice({
  value,
  onChange,
}: {
  readonly value: Provider;
  readonly onChange: (provider: Provider) => void;
}) {
  const { t } = useLingui();
  return (
    <RadioCards<Provider>
      label={t`Provider`}
      isRow
      value={value}
      onChange={onChange}
      options={[
        { value: "google", label: "Google", hint: t`Gmail and Google Workspace` },
        { value: "microsoft", label: "Microsoft 365", hint: t`Exchange Online and Outlook` },
        { value: "other", label: t`Another provider`, hint: t`Any server with IMAP and SMTP` },
      ]}
    />
  );
}
