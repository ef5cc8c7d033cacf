/** What must be answered before anything else: rare. "panel" slides in from the side and leaves the work in view. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { type ReactNode, useEffect, useRef } from "react";
import { classes } from "~/lib/classes";
import { IconButton } from "./button.tsx";

export type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons; the act last. */
  readonly footer?: ReactNode;
  readonly width?: "narrow" | "wide";
  readonly place?: "middle" | "top";
  /** False: whoever opened it says where the focus goes afterwards. */
  readonly returnsFocus?: boolean;
};

export function Dialog({
  open,
  onClose,
  title,
  children,
  footer,
  width = "narrow",
  place = "middle",
  returnsFocus = true,
}: DialogProps) {
  const { t } = useLingui();
  const body = useRef<HTMLDivElement>(null);
  const waits = useRef(false);
  function start(by: string): HTMLElement | null {
    // A keyboard of glass would cover what is asked.
    if (by === "touch") return body.current;
    const first = firstIn(body.current);
    waits.current = first === body.current;
    return first;
  }
  // What had to be loaded before it can be asked.
  useEffect(() => {
    if (!waits.current || document.activeElement !== body.current) return;
    const first = firstIn(body.current);
    if (first === body.current) return;
    waits.current = false;
    first?.focus();
  });
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport
          className={classes(
            "fixed inset-0 z-30 flex justify-center p-4",
            place === "middle" ? "items-center" : "items-start pt-[12vh]",
          )}
        >
          <Base.Popup
            initialFocus={start}
            finalFocus={returnsFocus}
            className={classes(
              "floats flex max-h-full w-full flex-col rounded-12 outline-none",
              width === "narrow" ? "max-w-md" : "max-w-2xl",
            )}
          >
            <header className="flex items-center gap-2 pt-3 pr-3 pl-5">
              <Base.Title className="min-w-0 flex-1 text-16">{title}</Base.Title>
              <IconButton label={t`Close`} icon={<X size={16} />} onClick={onClose} hasTooltip={false} />
            </header>
            <div ref={body} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 outline-none">
              {children}
            </div>
            {footer ? (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">{footer}</footer>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

const reachable = "input, textarea, select, button, a[href], [tabindex], [contenteditable=true]";

/** The first field or choice; where nothing can be chosen, the words themselves: there the arrow keys scroll. */
function firstIn(body: HTMLElement | null): HTMLElement | null {
  const first = [...(body?.querySelectorAll<HTMLElement>(reachable) ?? [])].find(
    (one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.checkVisibility(),
  );
  return first ?? body;
}
