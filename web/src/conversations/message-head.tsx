/** Who wrote a message, to whom, when, and what is odd about it. */
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import type { Message } from "~/api/shapes";
import { exactTime } from "~/lib/time";
import { Badge } from "~/ui/badge";
import { RelativeTime } from "~/ui/relative-time";
import { DeliveryWord } from "./delivery.tsx";

type Field = "to" | "cc" | "bcc";

function namesOf(message: Message, fields: readonly string[]): string[] {
  return message.recipients.filter((one) => fields.includes(one.field)).map((one) => one.name || one.address);
}

export function MessageHead({
  message,
  author,
  isOpen,
  onToggle,
  id,
}: {
  readonly message: Message;
  readonly author: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly id: string;
}) {
  const { t, i18n } = useLingui();
  const isComment = message.kind === "comment";
  const [first, ...others] = namesOf(message, ["to", "cc", "bcc"]);
  const more = others.length;
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-0.5 sm:pr-8">
      <h3 id={id} dir="auto" className="min-w-0 truncate text-13 max-sm:basis-full max-sm:pr-8">
        {author}
      </h3>
      {isComment ? (
        <span className="inline-flex items-center gap-1 text-12 text-comment-text">
          <Lock size={12} aria-hidden />
          <Trans>Comment, only colleagues see it</Trans>
        </span>
      ) : (
        <button
          type="button"
          aria-expanded={isOpen}
          title={message.recipients.map((one) => one.address).join(", ")}
          onClick={onToggle}
          className="-mx-1 min-w-0 truncate rounded-4 px-1 text-12 text-quiet hover:bg-hover hover:text-text"
        >
          {first === undefined
            ? t`Details`
            : message.forwarded
              ? more > 0
                ? t`forwarded to ${first} and ${more} more`
                : t`forwarded to ${first}`
              : more > 0
                ? t`to ${first} and ${more} more`
                : t`to ${first}`}
        </button>
      )}
      {message.forwarded ? (
        <Badge tone="info">{t({ message: "Forward", context: "noun" })}</Badge>
      ) : message.is_third_party ? (
        <Badge tone="warning">{t`Third party`}</Badge>
      ) : null}
      {message.is_automatic ? <Badge>{t`Automatic`}</Badge> : null}
      {message.subject_changed ? <Badge tone="info">{t`Subject changed`}</Badge> : null}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        <DeliveryWord message={message} />
        <RelativeTime at={message.sent_at ?? message.created_at} className="text-12 whitespace-nowrap text-quiet" />
      </span>
      {message.subject_changed && !isOpen ? (
        <p dir="auto" className="w-full truncate text-12 text-quiet">
          {message.subject}
        </p>
      ) : null}
      {isOpen ? (
        <Details message={message} when={exactTime(new Date(message.sent_at ?? message.created_at), i18n.locale)} />
      ) : null}
    </header>
  );
}

function Details({ message, when }: { readonly message: Message; readonly when: string }) {
  const { t } = useLingui();
  const labels: Record<Field, string> = { to: t`To`, cc: t`Cc`, bcc: t`Bcc` };
  const written = (person: { readonly name: string | null; readonly address: string }) =>
    person.name ? `${person.name} <${person.address}>` : person.address;
  const lines: [string, string][] = [];
  if (message.from) lines.push([t`From`, written(message.from)]);
  for (const field of ["to", "cc", "bcc"] as const) {
    const people = message.recipients.filter((one) => one.field === field);
    if (people.length > 0) lines.push([labels[field], people.map(written).join(", ")]);
  }
  if (message.subject) lines.push([t`Subject`, message.subject]);
  lines.push([t`Date`, when]);
  return (
    <dl className="mt-1 grid w-full grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 rounded-6 bg-sunken px-3 py-2 text-12">
      {lines.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-quiet">{name}</dt>
          <dd dir="auto" className="min-w-0 break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
