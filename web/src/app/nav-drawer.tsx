/** The navigation over the work, where there is no room beside it. */
import { Dialog } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useRef } from "react";

export function NavDrawer({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  const { t } = useLingui();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity data-starting-style:opacity-0" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup /* not the search box: on a phone that would bring up the keyboard */}
          aria-label={t`Navigation`}
          className="fixed inset-y-0 left-0 z-30 w-72 max-w-[85vw] overflow-y-auto bg-canvas shadow-float outline-none transition-transform data-starting-style:-translate-x-full"
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
