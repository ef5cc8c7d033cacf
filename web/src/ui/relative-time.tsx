/** When something happened: relative at a glance, exact on hover, and kept true as time goes. */
import { useLingui } from "@lingui/react";
import { useSyncExternalStore } from "react";
import { newTicker } from "~/lib/ticker";
import { exactTime, relativeTime, shortRelativeTime } from "~/lib/time";

const halfMinutes = newTicker(30_000);

export type RelativeTimeProps = {
  /** ISO 8601, or milliseconds since 1970. */
  readonly at: string | number;
  /** "short" for narrow columns: 5m, 3h, 12 Oct. */
  readonly look?: "full" | "short";
  readonly className?: string;
};

export function RelativeTime({ at, look = "full", className }: RelativeTimeProps) {
  const { i18n } = useLingui();
  useSyncExternalStore(halfMinutes.subscribe, halfMinutes.step);
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return null;
  const shown =
    look === "short" ? shortRelativeTime(then, new Date(), i18n.locale) : relativeTime(then, new Date(), i18n.locale);
  return (
    // The browser's own tooltip, written when a pointer comes: a hundred times on a screen must not cost a hundred tooltips.
    <time
      dateTime={then.toISOString()}
      onPointerEnter={(event) => {
        event.currentTarget.title = exactTime(then, i18n.locale);
      }}
      className={className}
    >
      {shown}
    </time>
  );
}
