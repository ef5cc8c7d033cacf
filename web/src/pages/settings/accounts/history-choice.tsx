/** The question about the mail that is in the mailbox already. */
import { Trans, useLingui } from "@lingui/react/macro";
import { RadioCards } from "~/ui/radio-cards";

export type HistoryChoiceValue = "new" | "history";

export function HistoryChoice({
  value,
  onChange,
}: {
  readonly value: HistoryChoiceValue;
  readonly onChange: (value: HistoryChoiceValue) => void;
}) {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-2">
      <p className="font-strong">
        <Trans>Mail that is already there</Trans>
      </p>
      <RadioCards
        label={t`Mail that is already there`}
        value={value}
        onChange={onChange}
        options={[
          { value: "new", label: t`New mail only`, hint: t`Only what comes from now on becomes tickets.` },
          {
            value: "history",
            label: t`History too`,
            hint: t`What is in the mailbox becomes tickets as well. Nothing is sent to anyone.`,
          },
        ]}
      />
    </div>
  );
}
