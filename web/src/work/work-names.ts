/** What a work does, in words. */
import { useLingui } from "@lingui/react/macro";
import type { Work } from "./works.ts";

export function useWorkName(work: Work): string {
  const { t } = useLingui();
  if (work.kind === "export") return work.name ?? t`Export`;
  const names: Readonly<Record<string, string>> = {
    edit: t`Change properties`,
    assign: t`Assign`,
    status: t`Change status`,
    tags: t`Change tags`,
    merge: t`Merge`,
    snooze: t`Snooze`,
    move: t`Move thread`,
    follow: t`Follow`,
    unfollow: t`Unfollow`,
    read: t`Mark as read`,
    unread: t`Mark as unread`,
    spam: t`Mark as spam`,
    not_spam: t`Not spam`,
    trash: t`Delete`,
    restore: t`Restore`,
  };
  return names[work.act ?? ""] ?? t`Change tickets`;
}
