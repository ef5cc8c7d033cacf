/** Something could not be shown: says what, and offers to try again. */
import { Trans, useLingui } from "@lingui/react/macro";
import CloudOff from "lucide-react/icons/cloud-off";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

export function Failure({
  title,
  children,
  onRetry,
}: {
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly onRetry?: () => void;
}) {
  const { t } = useLingui();
  return (
    <div role="alert">
      <EmptyState
        icon={<CloudOff size={28} strokeWidth={1.5} />}
        title={title ?? t`This could not be loaded`}
        action={
          onRetry ? (
            <Button onClick={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          ) : null
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
