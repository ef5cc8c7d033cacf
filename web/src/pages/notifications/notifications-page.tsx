/** The bell's list as a page: on a phone it takes the whole screen. */
import { useLingui } from "@lingui/react/macro";
import { useTitle } from "~/lib/title";
import { NotificationActs } from "~/notifications/notification-head";
import { NotificationList } from "~/notifications/notification-list";

export function NotificationsPage() {
  const { t } = useLingui();
  useTitle(t`Notifications`);
  return (
    <>
      <header className="flex h-13 shrink-0 items-center gap-1 border-b border-border pr-2 pl-4 md:h-header">
        <h1 className="min-w-0 flex-1 truncate text-14">{t`Notifications`}</h1>
        <NotificationActs />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-3xl">
          <NotificationList />
        </div>
      </div>
    </>
  );
}
