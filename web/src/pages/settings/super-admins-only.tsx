/** Settings of the whole desk are its super admins': to others the page says so. */
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import type { ReactNode } from "react";
import { EmptyState } from "~/ui/empty-state";
import { useMe } from "~/users/session";

export function SuperAdminsOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const me = useMe();
  if (me.is_super_admin) return children;
  return (
    <EmptyState icon={<Lock size={28} strokeWidth={1.5} />} title={t`Only super admins change these settings`}>
      <Trans>Ask one of them if something should be different.</Trans>
    </EmptyState>
  );
}
