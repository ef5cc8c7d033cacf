/** Why something can't be shown, by what the server said: no access, gone, out of reach, or broken. */
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import { EmptyState } from "~/ui/empty-state";
import { Failure } from "~/ui/failure";
import { Refusal, sentenceOf } from "./client.ts";

export function QueryFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useLingui();
  if (error instanceof Refusal && error.status === 403)
    return (
      <EmptyState icon={<Lock size={28} strokeWidth={1.5} />} title={t`You have no access to this`}>
        {error.message}
      </EmptyState>
    );
  if (error instanceof Refusal && error.status === 404)
    return (
      <EmptyState icon={<Lock size={28} strokeWidth={1.5} />} title={sentenceOf(error)}>
        <Trans>It may have been deleted, or you may not have access to it.</Trans>
      </EmptyState>
    );
  const retry = onRetry ? { onRetry } : {};
  if (error instanceof Refusal && error.isOffline)
    return (
      <Failure title={t`The server can't be reached`} {...retry}>
        <Trans>What you wrote is safe. Check your connection and try again.</Trans>
      </Failure>
    );
  return <Failure {...retry}>{sentenceOf(error)}</Failure>;
}
