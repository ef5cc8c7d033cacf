/** A view without tickets: says why, and on a new desk what comes first. Where conditions of one's own let nothing through, it is they. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import Funnel from "lucide-react/icons/funnel";
import Mail from "lucide-react/icons/mail";
import type { ViewKey } from "~/api/shapes";
import { buttonClasses } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { useDirectory, useMe } from "~/users/session";
import { wordsOfView } from "./view-words.tsx";

const fedByMail: ReadonlySet<ViewKey> = new Set(["unassigned", "all_open"]);

export function EmptyView({ view, isFiltered }: { readonly view: ViewKey; readonly isFiltered: boolean }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const { channel_accounts: accounts } = useDirectory();
  const mayConnect = me.is_super_admin || me.permissions.includes("account_access");
  if (isFiltered)
    return (
      <EmptyState icon={<Funnel size={28} strokeWidth={1.5} />} title={t`No ticket meets these conditions`}>
        <Trans>Change a condition, or take one away.</Trans>
      </EmptyState>
    );
  if (fedByMail.has(view) && accounts.length === 0 && mayConnect)
    return (
      <EmptyState
        icon={<Mail size={28} strokeWidth={1.5} />}
        title={t`No mail yet`}
        action={
          <Link to="/settings/email-accounts/connect" className={buttonClasses("primary")}>
            <Trans>Connect an address</Trans>
          </Link>
        }
      >
        <Trans>Connect the address that your customers write to, and their mail becomes tickets here.</Trans>
      </EmptyState>
    );
  const words = wordsOfView(view);
  return (
    <EmptyState icon={<words.icon size={28} strokeWidth={1.5} />} title={i18n._(words.empty)}>
      {i18n._(words.hint)}
    </EmptyState>
  );
}
