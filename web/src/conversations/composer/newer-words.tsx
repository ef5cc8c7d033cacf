/** What was said while one was writing (W7): shown above the composer, so that no two replies cross unread. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import MessageSquareWarning from "lucide-react/icons/message-square-warning";
import type { Message } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { findUser, useDirectory } from "~/users/session";

const shownAtMost = 3;

/** `isRefused`: a send was held back because of these. */
export function NewerWords({
  messages,
  isRefused,
  onRead,
}: {
  readonly messages: readonly Message[];
  readonly isRefused: boolean;
  readonly onRead: () => void;
}) {
  const { t } = useLingui();
  const directory = useDirectory();
  if (messages.length === 0 && !isRefused) return null;
  const count = messages.length;
  return (
    <section
      role={isRefused ? "alert" : "status"}
      aria-label={t`New since you began to write`}
      className={classes(
        "border-b px-3 py-2",
        isRefused ? "border-warning/40 bg-warning-soft" : "border-border bg-info-soft",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <MessageSquareWarning size={16} aria-hidden className={isRefused ? "text-warning" : "text-info"} />
        <p className="min-w-0 flex-1">
          {isRefused ? (
            <Trans>
              Not sent: something new was written since you began. Read it, then decide. Your draft is kept.
            </Trans>
          ) : (
            plural(count, {
              one: "Something new was written since you began",
              other: "# things were written since you began",
            })
          )}
        </p>
        <Button size="small" onClick={onRead}>
          <Trans>I have read it</Trans>
        </Button>
      </div>
      <ul className="mt-1.5 flex flex-col gap-1">
        {messages.slice(-shownAtMost).map((message) => (
          <li key={message.id} className="flex min-w-0 items-baseline gap-2 text-12">
            <span dir="auto" className="max-w-40 shrink-0 truncate font-strong">
              {findUser(directory, message.user_id)?.name ?? (message.from?.name || message.from?.address)}
            </span>
            <span dir="auto" className="line-clamp-2 min-w-0 flex-1">
              {message.visible_text ?? message.text}
            </span>
            <RelativeTime at={message.created_at} className="shrink-0 text-quiet" />
          </li>
        ))}
      </ul>
    </section>
  );
}
