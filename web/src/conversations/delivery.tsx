/** Where a reply of ours is on its way: waiting with its countdown, gone, or held up with the reason and what to do. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import Clock from "lucide-react/icons/clock";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useEffect, useState } from "react";
import type { Message } from "~/api/shapes";
import { ToldWords } from "~/api/told-words";
import { classes } from "~/lib/classes";
import { Button } from "~/ui/button";
import { Tooltip } from "~/ui/tooltip";

function useSecondsUntil(at: string | null): number {
  const [now, setNow] = useState(Date.now);
  const left = at === null ? 0 : Math.max(0, Math.ceil((Date.parse(at) - now) / 1_000));
  useEffect(() => {
    if (left === 0) return;
    const tick = setTimeout(() => setNow(Date.now()), 250);
    return () => clearTimeout(tick);
  }, [left, now]);
  return left;
}

/** One quiet word in the message's head line. */
export function DeliveryWord({ message }: { readonly message: Message }) {
  const { t } = useLingui();
  const left = useSecondsUntil(message.delivery === "queued" ? message.send_at : null);
  switch (message.delivery) {
    case "queued":
      return (
        <span className="tabular inline-flex items-center gap-1 text-12 text-quiet">
          <Clock size={12} aria-hidden />
          {left > 0 ? t`Leaves in ${plural(left, { one: "# second", other: "# seconds" })}` : t`Waiting to leave`}
        </span>
      );
    case "sending":
      return (
        <span className="inline-flex items-center gap-1 text-12 text-quiet">
          <Clock size={12} aria-hidden />
          <Trans>On its way</Trans>
        </span>
      );
    case "sent":
      return (
        <Tooltip text={t`The mail server has taken it`}>
          <span className="inline-flex items-center gap-1 text-12 text-quiet">
            <Check size={12} aria-hidden />
            <Trans>Sent</Trans>
          </span>
        </Tooltip>
      );
    case "failed":
    case "bounced":
      return (
        <span className="inline-flex items-center gap-1 text-12 font-strong text-danger">
          <TriangleAlert size={12} aria-hidden />
          {message.delivery === "failed" ? t`Not sent` : t`Bounced`}
        </span>
      );
    case null:
      return null;
  }
}

/** What went wrong, in a sentence, and the way on. Nothing when all is well. */
export function DeliveryTrouble({
  message,
  onRetry,
}: {
  readonly message: Message;
  readonly onRetry: () => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  const { delivery, failure } = message;
  const isLost = delivery === "failed" || delivery === "bounced";
  if (!isLost && !failure) return null;
  return (
    <div
      role="status"
      className={classes(
        "mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-6 px-3 py-2",
        isLost ? "bg-danger-soft" : "bg-warning-soft",
      )}
    >
      <p className="min-w-0 flex-1 break-words">
        <Lead delivery={delivery} />
        {failure ? (
          <span dir="auto" className="block text-12 text-quiet">
            <ToldWords told={failure} />
          </span>
        ) : null}
      </p>
      {delivery === "failed" ? (
        <Button size="small" busy={busy} onClick={() => void (setBusy(true), onRetry().finally(() => setBusy(false)))}>
          <Trans>Retry</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function Lead({ delivery }: { readonly delivery: Message["delivery"] }) {
  switch (delivery) {
    case "failed":
      return <Trans>This reply did not leave. Its words are kept here.</Trans>;
    case "bounced":
      return <Trans>A mail server answered that this reply did not reach everyone.</Trans>;
    case "sent":
      return <Trans>This reply has left, but it has not reached everyone.</Trans>;
    default:
      return <Trans>This reply could not leave yet. It is tried again by itself.</Trans>;
  }
}
