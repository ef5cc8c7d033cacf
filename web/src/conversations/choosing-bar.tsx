/** How many messages are chosen, and on with them or back. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { useCommands } from "~/lib/shortcuts";
import { Button } from "~/ui/button";
import { type Choosing, choosing, isEnough } from "./choosing.ts";

export function ChoosingBar({ state }: { readonly state: Choosing }) {
  const { t } = useLingui();
  const bar = useRef<HTMLDivElement>(null);
  const count = state.chosen.size;
  const mayConfirm = isEnough(state.chosen.values());
  useCommands([
    {
      id: "choosing-cancel",
      label: t`Stop choosing messages`,
      group: t`Ticket`,
      keys: "Escape",
      keysOnly: true,
      run: choosing.end,
    },
    {
      // From the last of fifty boxes it is a long way back to the button.
      id: "choosing-confirm",
      label: t`Go on with the chosen messages`,
      group: t`Ticket`,
      keys: "Mod+Enter",
      keysOnly: true,
      run: choosing.confirm,
    },
  ]);
  useEffect(() => {
    const boxes = bar.current?.closest("section")?.querySelectorAll<HTMLElement>("[data-choosable] [role=checkbox]");
    boxes?.item(boxes.length - 1)?.focus({ preventScroll: true });
  }, []);
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={t`Choosing messages`}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-border bg-accent-soft px-3 py-1.5"
    >
      <p role="status" className="min-w-0 flex-1">
        {count === 0
          ? t`Choose the messages that go to the new ticket`
          : mayConfirm
            ? plural(count, { one: "# chosen", other: "# chosen" })
            : t`Choose at least one message, not only comments`}
      </p>
      <Button size="small" weight="quiet" onClick={choosing.end}>{t`Cancel`}</Button>
      <Button size="small" weight="primary" disabled={!mayConfirm} onClick={choosing.confirm}>{t`Confirm`}</Button>
    </div>
  );
}
