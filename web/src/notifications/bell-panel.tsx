/** What the bell opens. */
import { useLingui } from "@lingui/react/macro";
import { NotificationActs } from "./notification-head.tsx";
import { NotificationList } from "./notification-list.tsx";

export function BellPanel({ onPick }: { readonly onPick: () => void }) {
  const { t } = useLingui();
  return (
    <>
      <header className="sticky top-0 z-10 flex h-header items-center gap-1 border-b border-border bg-raised pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-14">{t`Notifications`}</h2>
        <NotificationActs onPick={onPick} />
      </header>
      <NotificationList onPick={onPick} />
    </>
  );
}
