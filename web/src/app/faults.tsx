/** What shows when a page can't: nothing there, something broke, or not there yet. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useRouter } from "@tanstack/react-router";
import Compass from "lucide-react/icons/compass";
import { useEffect, useRef } from "react";
import { Refusal, sentenceOf } from "~/api/client";
import { useTitle } from "~/lib/title";
import { buttonClasses } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Failure } from "~/ui/failure";
import { Skeleton } from "~/ui/skeleton";

export function NothingHere() {
  const { t } = useLingui();
  useTitle(t`Not found`);
  return (
    <EmptyState
      icon={<Compass size={28} strokeWidth={1.5} />}
      title={t`There is nothing at this address`}
      action={
        <Link to="/" className={buttonClasses("secondary")}>
          <Trans>Go to the help desk</Trans>
        </Link>
      }
    >
      <Trans>It may have been deleted, or you may not have access to it.</Trans>
    </EmptyState>
  );
}

export function Fault({ error }: { readonly error: unknown }) {
  const { t } = useLingui();
  const router = useRouter();
  useTitle(t`Something went wrong`);
  if (error instanceof Refusal && error.status === 404) return <NothingHere />;
  return <Broken error={error} onRetry={() => void router.invalidate()} />;
}

function Broken({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useLingui();
  const offline = error instanceof Refusal && error.isOffline;
  const latest = useRef(onRetry);
  latest.current = onRetry;
  useEffect(() => {
    if (!offline) return undefined;
    const again = () => latest.current();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [offline]);
  return (
    <Failure title={offline ? t`The server can't be reached` : t`This page could not be shown`} onRetry={onRetry}>
      {offline ? t`What you wrote is safe. Check your connection and try again.` : sentenceOf(error)}
    </Failure>
  );
}

/** The desk's shape, while one waits to learn who is signed in. */
export function DeskWaiting() {
  return (
    <div aria-busy className="flex h-full">
      <div className="hidden w-rail border-r border-border md:block" />
      <div className="hidden w-nav flex-col gap-3 border-r border-border p-4 md:flex">
        <Skeleton className="w-24" />
        <Skeleton className="w-32" />
        <Skeleton className="w-20" />
      </div>
      <div className="flex-1 bg-surface" />
    </div>
  );
}
