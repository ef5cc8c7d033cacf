/** Asks before what is unsaved is left, for another page or another act here: whoever goes on would have to make it all again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { guardUnsaved } from "~/lib/unsaved";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

export function LeaveGuard({ isUnsaved }: { readonly isUnsaved: boolean }) {
  const { t } = useLingui();
  const [held, setHeld] = useState<{ readonly leave: () => void } | null>(null);
  useEffect(() => (isUnsaved ? guardUnsaved((leave) => setHeld({ leave })) : undefined), [isUnsaved]);
  const leaving = useBlocker({
    // Whoever has signed out has nothing left to come back to.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && !next.pathname.startsWith("/sign-in"),
    disabled: !isUnsaved,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  function stay() {
    setHeld(null);
    leaving.reset?.();
  }
  function leave() {
    setHeld(null);
    held?.leave();
    leaving.proceed?.();
  }
  return (
    <Dialog
      open={held !== null || leaving.status === "blocked"}
      onClose={stay}
      title={t`Leave without saving?`}
      footer={
        <>
          <Button onClick={leave}>{t`Leave without saving`}</Button>
          <Button weight="primary" onClick={stay}>{t`Stay here`}</Button>
        </>
      }
    >
      <Trans>What you changed on this page is not saved yet, and will be gone.</Trans>
    </Dialog>
  );
}
