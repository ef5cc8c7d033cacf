/** What a forward passed on: one line for each message, without repeating what stands further up. */
import { plural } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import Forward from "lucide-react/icons/forward";
import { useState } from "react";
import type { MessageBrief } from "~/api/shapes";
import { RelativeTime } from "~/ui/relative-time";

const shownAtOnce = 3;

export function ForwardedWords({ messages }: { readonly messages: readonly MessageBrief[] }) {
  const [isOpen, setOpen] = useState(false);
  const count = messages.length;
  const shown = isOpen ? messages : messages.slice(-shownAtOnce);
  const hidden = count - shown.length;
  return (
    <div className="mt-2 border-l-2 border-border-strong pl-3 text-12">
      <p className="flex items-center gap-1.5 text-quiet">
        <Forward size={12} aria-hidden />
        {count === 0 ? (
          <Trans>What was forwarded is no longer here</Trans>
        ) : (
          plural(count, { one: "# message forwarded", other: "# messages forwarded" })
        )}
      </p>
      {hidden > 0 ? (
        <button
          type="button"
          aria-expanded={false}
          onClick={() => setOpen(true)}
          className="-ml-1.5 h-6 rounded-4 px-1.5 text-quiet hover:bg-hover hover:text-text"
        >
          {plural(hidden, { one: "Show # earlier message", other: "Show # earlier messages" })}
        </button>
      ) : null}
      <ul className="mt-0.5 flex flex-col gap-0.5">
        {shown.map((message) => (
          <BriefLine key={message.id} message={message} />
        ))}
      </ul>
    </div>
  );
}

export function BriefLine({ message }: { readonly message: MessageBrief }) {
  return (
    <li className="flex min-w-0 items-baseline gap-2">
      <span dir="auto" className="max-w-40 shrink-0 truncate font-strong">
        {message.from.name || message.from.address}
      </span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-quiet">
        {message.preview}
      </span>
      <RelativeTime at={message.sent_at} className="shrink-0 text-quiet" />
    </li>
  );
}
