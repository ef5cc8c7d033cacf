/** Asks before unsaved settings are left: whoever goes on would have to make them all again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";

export function LeaveGuard({ isUnsaved }: { readonly isUnsaved: boolean }) {
  const { t } = useLingui();
  const leaving = useBlocker({
    // Whoever has signed out has nothing left to come back to.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && !next.pathname.startsWith("/sign-in"),
    disabled: !isUnsaved,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  return (
    <Dialog
      open={leaving.status === "blocked"}
      onClose={() => leaving.reset?.()}
      title={t`Leave without saving?`}
      footer={
        <>
          <Button onClick={() => leaving.proceed?.()}>{t`Leave without saving`}</Button>
          <Button weight="primary" onClick={() => leaving.reset?.()}>{t`Stay here`}</Button>
        </>
      }
    >
      <Trans>What you changed on this page is not saved yet, and will be gone.</Trans>
    </Dialog>
  );
}
