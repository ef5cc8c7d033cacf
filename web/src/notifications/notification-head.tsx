/** Above the lines: mark all as read, and the way to the settings. */
import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import CheckCheck from "lucide-react/icons/check-check";
import Settings from "lucide-react/icons/settings";
import { Button, buttonClasses } from "~/ui/button";
import { linesQuery, useReadAll } from "./queries.ts";

export function NotificationActs({ onPick }: { readonly onPick?: () => void }) {
  const { t } = useLingui();
  const { data } = useInfiniteQuery(linesQuery);
  const readAll = useReadAll();
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  const newest = lines[0]?.id;
  return (
    <>
      <Button
        weight="quiet"
        className="max-md:h-11"
        disabled={newest === undefined || !lines.some((line) => line.is_unread)}
        onClick={() => newest !== undefined && readAll.mutate(newest)}
      >
        <CheckCheck size={16} aria-hidden />
        {/* on a phone the page's own name needs the room */}
        <span className="max-sm:sr-only">{t`Mark all as read`}</span>
      </Button>
      <Link to="/settings/notifications" {...(onPick ? { onClick: onPick } : {})} aria-label={t`Notification settings`} title={t`Notification settings`} className={`${buttonClasses("quiet")} max-md:h-11`}>
        <Settings size={16} aria-hidden />
      </Link>
    </>
  );
}
