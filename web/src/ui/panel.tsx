/**
 * A surface that slides in beside the work and leaves it in view; on a phone it takes the whole screen. Esc closes it, and
 * asks first where something is typed and not saved.
 */
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { classes } from "~/lib/classes";
import { useCommands } from "~/lib/shortcuts";
import { leaveFirst } from "~/lib/unsaved";
import { IconButton } from "./button.tsx";
import { LeaveGuard } from "./leave-guard.tsx";

export type PanelProps = {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  /** Over the work; or with room of its own, beside what it stands next to or below it, and nothing is covered. */
  readonly place?: "over" | "beside" | "below";
  /** Hears Esc also when nothing in it has the focus: behind it, the key would lead away from what it belongs to. */
  readonly hearsEscape?: boolean;
  /** Something is typed that closing would lose. */
  readonly isUnsaved?: boolean;
};

const places = {
  over: "md:w-[440px] md:shadow-panel",
  beside: "md:static md:w-90 md:shrink-0 md:border-l md:border-border lg:w-100",
  below: "md:static md:max-h-3/5 md:w-full md:shrink-0 md:border-t md:border-border",
};

export function Panel({
  title,
  onClose,
  children,
  footer,
  place = "over",
  hearsEscape = place === "over",
  isUnsaved = false,
}: PanelProps) {
  const { t } = useLingui();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const close = () => (isUnsaved ? leaveFirst(onClose) : onClose());

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>("input:enabled, textarea:enabled, [role=combobox]")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useCommands(
    !hearsEscape
      ? []
      : [{ id: `close-panel-${id}`, label: t`Close`, group: t`General`, keys: "Escape", keysOnly: true, run: close }],
  );

  function escape(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }

  return (
    <>
      {/* beside it, since what is pressed in the question is no key of the panel */}
      <LeaveGuard isUnsaved={isUnsaved} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only hears Esc from what is inside */}
      <section
        ref={panel}
        aria-labelledby={id}
        onKeyDown={escape}
        className={classes(
          "fixed inset-0 z-20 flex flex-col bg-surface md:inset-y-0 md:right-0 md:left-auto",
          places[place],
        )}
      >
        <header className="flex h-header shrink-0 items-center gap-2 border-b border-border pr-2 pl-4">
          <h2 id={id} className="min-w-0 flex-1 truncate text-14">
            {title}
          </h2>
          <IconButton label={t`Close`} shortcut="Escape" icon={<X size={16} />} onClick={close} />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">{children}</div>
        {footer ? (
          <footer className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-border px-4 py-3">
            {footer}
          </footer>
        ) : null}
      </section>
    </>
  );
}
