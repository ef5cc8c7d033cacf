/** To whom the reply goes: one line that opens into its fields. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Address } from "~/api/shapes";
import { classes } from "~/lib/classes";
import type { RecipientField, Recipients } from "../recipients.ts";
import { RecipientsField } from "./recipients-field.tsx";

export type ReplyRecipientsProps = {
  readonly recipients: Recipients;
  readonly onChange: (recipients: Recipients) => void;
  /** The conversation that is answered, where the ticket has several. */ readonly subject: string | null;
  /** Hears what was typed into a field and is no address yet; "" when nothing is left. */ readonly onTyped: (
    field: RecipientField,
    typed: string,
  ) => void;
};

export function ReplyRecipients({ recipients, onChange, subject, onTyped }: ReplyRecipientsProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<RecipientField | null>(null);
  const labels: Record<RecipientField, string> = { to: t`To`, cc: t`Cc`, bcc: t`Bcc` };
  const isEmpty = recipients.to.length === 0;

  if (!isOpen && !isEmpty) {
    return (
      <button
        type="button"
        aria-expanded={false}
        onClick={() => setOpen(true)}
        className="focus-inset -mx-1.5 flex min-h-7 min-w-0 items-center gap-x-2 gap-y-0.5 rounded-6 px-1.5 text-left text-quiet hover:bg-hover"
      >
        <People label={labels.to} people={recipients.to} />
        {recipients.cc.length > 0 ? <People label={labels.cc} people={recipients.cc} /> : null}
        {recipients.bcc.length > 0 ? <People label={labels.bcc} people={recipients.bcc} /> : null}
        {subject ? (
          // Whom it goes to has the room first.
          <span className="min-w-16 flex-1 basis-0 truncate">
            <Trans>
              in <bdi>{subject}</bdi>
            </Trans>
          </span>
        ) : null}
      </button>
    );
  }
  const shown = (["to", "cc", "bcc"] as const).filter(
    (field) => field === "to" || recipients[field].length > 0 || asked === field,
  );
  const hidden = (["cc", "bcc"] as const).filter((field) => !shown.includes(field));
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        {shown.map((field) => (
          <RecipientsField
            key={field}
            label={labels[field]}
            people={recipients[field]}
            startsFocused={asked === field || (field === "to" && isOpen)}
            onTyped={(typed) => onTyped(field, typed)}
            onChange={(people) => onChange({ ...recipients, [field]: people })}
          />
        ))}
      </div>
      <span className="flex shrink-0 gap-1 pt-1">
        {hidden.map((field) => (
          <button
            key={field}
            type="button"
            onClick={() => setAsked(field)}
            className="h-6 rounded-4 px-1.5 text-quiet hover:bg-hover hover:text-text"
          >
            {labels[field]}
          </button>
        ))}
        {isOpen ? (
          <button
            type="button"
            onClick={() => setOpen(false)}
            className={classes("h-6 rounded-4 px-1.5 text-quiet hover:bg-hover hover:text-text", isEmpty && "hidden")}
          >
            <Trans>Done</Trans>
          </button>
        ) : null}
      </span>
    </div>
  );
}

function People({ label, people }: { readonly label: string; readonly people: readonly Address[] }) {
  return (
    <span className="min-w-0 truncate">
      {label}{" "}
      <span dir="auto" className="text-text">
        {people.map((person) => person.name || person.address).join(", ")}
      </span>
    </span>
  );
}
