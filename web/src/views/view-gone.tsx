/** Instead of a view that was deleted, or that its maker took back. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import Funnel from "lucide-react/icons/funnel";
import { buttonClasses } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";

export function ViewGone() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<Funnel size={28} strokeWidth={1.5} />}
      title={t`This view is not here`}
      action={
        <Link to="/views/$view" params={{ view: "all_open" }} className={buttonClasses()}>
          <Trans>Go to All open</Trans>
        </Link>
      }
    >
      <Trans>It was deleted, or it is no longer shared with you.</Trans>
    </EmptyState>
  );
}
