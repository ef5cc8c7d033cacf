/** What must be answered before anything else: rare. "panel" slides in from the side and leaves the work in view. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
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

export function Dialog({ open, onClose, title, children, footer, width = "narrow", place = "middle", returnsFocus = true }: DialogProps) {
  const { t } = useLingui();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className={classes("fixed inset-0 z-30 flex justify-center p-4", place === "middle" ? "items-center" : "items-start pt-[12vh]")}>
          <Base.Popup
            finalFocus={returnsFocus}
            className={classes(
              "floats flex max-h-full w-full flex-col rounded-12 outline-none",
              width === "narrow" ? "max-w-md" : "max-w-2xl",
            )}
          >
            <header className="flex items-center gap-2 pt-3 pr-3 pl-5">
              <Base.Title className="min-w-0 flex-1 text-16">{title}</Base.Title>
              <IconButton label={t`Close`} icon={<X size={16} />} onClick={onClose} />
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
            {footer ? <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">{footer}</footer> : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
