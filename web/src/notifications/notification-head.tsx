/** Above the lines: mark all as read, and the way to the settings. */
import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import CheckCheck from "lucide-react/icons/check-check";
import Settings from "lucide-react/icons/settings";
import { IconButton, buttonClasses } from "~/ui/button";
import { linesQuery, useReadAll } from "./queries.ts";

export function NotificationActs({ onPick }: { readonly onPick?: () => void }) {
  const { t } = useLingui();
  const { data } = useInfiniteQuery(linesQuery);
  const readAll = useReadAll();
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  const newest = lines[0]?.id;
  return (
    <>
      {/* no words: beside some languages' there would be no room for the heading */}
      <IconButton
        label={t`Mark all as read`}
        className="max-md:h-11"
        icon={<CheckCheck size={16} />}
        disabled={newest === undefined || !lines.some((line) => line.is_unread)}
        onClick={() => newest !== undefined && readAll.mutate(newest)}
      />
      <Link
        to="/settings/notifications"
        {...(onPick ? { onClick: onPick } : {})}
        aria-label={t`Notification settings`}
        title={t`Notification settings`}
        className={`${buttonClasses("quiet")} max-md:h-11`}
      >
        <Settings size={16} aria-hidden />
      </Link>
    </>
  );
}
