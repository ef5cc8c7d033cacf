/** The bell: how much one has not seen yet, and the list of it. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Bell from "lucide-react/icons/bell";
import { Suspense, lazy, useId, useState } from "react";
import { cappedCount } from "~/lib/numbers";
import { Popover } from "~/ui/popover";
import { unreadQuery } from "./queries.ts";

const BellPanel = lazy(async () => ({ default: (await import("./bell-panel.tsx")).BellPanel }));
const mostShown = 99;

/** Both are empty until it is known. */
export function useUnreadWords(): { readonly count: string; readonly words: string } {
  const { t, i18n } = useLingui();
  const { data } = useQuery(unreadQuery);
  if (!data) return { count: "", words: "" };
  const { unread } = data;
  const count = unread === 0 ? "" : cappedCount(unread, mostShown, i18n.locale);
  return { count, words: unread === 0 ? t`Nothing unread` : t`Unread: ${count}` };
}

export function BellMark({ size, count }: { readonly size: number; readonly count: string }) {
  return (
    <span className="relative">
      <Bell size={size} strokeWidth={1.75} aria-hidden />
      {count ? (
        <span
          aria-hidden
          className="tabular absolute -top-2 left-1/2 min-w-4 rounded-full bg-accent px-1 text-center text-11 leading-4 font-strong text-on-accent"
        >
          {count}
        </span>
      ) : null}
    </span>
  );
}

export function BellButton() {
  const { t } = useLingui();
  const id = useId();
  const { count, words } = useUnreadWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <span id={id} hidden>
        {words}
      </span>
      <Popover
        label={t`Notifications`}
        side="right"
        align="end"
        open={open}
        onOpenChange={setOpen}
        className="max-h-[min(40rem,var(--available-height))] w-[26rem] p-0!"
        trigger={
          <button
            type="button"
            aria-describedby={id}
            title={t`Notifications`}
            className="flex size-8 items-center justify-center rounded-8 text-quiet hover:bg-hover hover:text-text data-popup-open:bg-hover"
          >
            <BellMark size={18} count={count} />
            <span className="sr-only">{t`Notifications`}</span>
          </button>
        }
      >
        <Suspense fallback={<div className="h-40" />}>
          <BellPanel onPick={() => setOpen(false)} />
        </Suspense>
      </Popover>
    </>
  );
}
