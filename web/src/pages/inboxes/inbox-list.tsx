/** The conversations of an inbox, the latest first: who and when, then what about. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import Inbox from "lucide-react/icons/inbox";
import { classes } from "~/lib/classes";
import { Avatar } from "~/ui/avatar";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { findUser, useDirectory } from "~/users/session";
import type { InboxState, ThreadRow } from "./inbox-queries.ts";

type List = Pick<UseInfiniteQueryResult, "isPending" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
type Props = {
  readonly list: List;
  readonly threads: readonly ThreadRow[];
  readonly state: InboxState;
  readonly openId: number | null;
  readonly onOpen: (id: number) => void;
};

export function InboxList({ list, threads, state, openId, onOpen }: Props) {
  const { t } = useLingui();
  const nothing: Record<InboxState, string> = {
    open: t`No open conversations`,
    closed: t`No closed conversations`,
    spam: t`No spam`,
  };
  if (list.isPending) {
    return (
      <div className="p-4">
        <SkeletonText lines={6} />
      </div>
    );
  }
  if (threads.length === 0) return <EmptyState icon={<Inbox size={28} strokeWidth={1.5} />} title={nothing[state]} />;
  return (
    <>
      <ul>
        {threads.map((thread) => (
          <li key={thread.id} className="border-b border-border">
            <Row thread={thread} isOpen={thread.id === openId} onOpen={() => onOpen(thread.id)} />
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className="flex justify-center p-3">
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Row({
  thread,
  isOpen,
  onOpen,
}: {
  readonly thread: ThreadRow;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const { t } = useLingui();
  const owner = findUser(useDirectory(), thread.owner_id);
  const who = thread.contact?.name || thread.contact?.email || thread.from.name || thread.from.address || t`Unknown`;
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-current={isOpen ? "true" : undefined}
      className={classes(
        "focus-inset flex h-16 w-full flex-col justify-center gap-0.5 pr-3 pl-4 text-left",
        isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className="flex w-full items-center gap-2">
        <span
          aria-hidden
          className={classes(
            "-ml-2.5 size-1.5 shrink-0 rounded-full",
            thread.is_unread ? "bg-accent" : "bg-transparent",
          )}
        />
        <span
          dir="auto"
          className={classes("-ml-1 min-w-0 flex-1 truncate", thread.is_unread ? "font-strong" : "text-quiet")}
        >
          {thread.is_unread ? <span className="sr-only">{t`Unread:`} </span> : null}
          {who}
        </span>
        {thread.has_draft ? (
          <span className="shrink-0 text-12 text-quiet">
            <Trans>Draft</Trans>
          </span>
        ) : null}
        {owner ? (
          <span className="shrink-0">
            <Avatar name={owner.name} tintFrom={owner.email} size={16} shape="square" />
            <span className="sr-only">{t`Owner: ${owner.name}`}</span>
          </span>
        ) : null}
        <RelativeTime at={thread.last_message_at} look="short" className="tabular shrink-0 text-12 text-quiet" />
      </span>
      <span className="flex w-full min-w-0 items-center gap-2">
        <span dir="auto" className={classes("max-w-full min-w-0 shrink-0 truncate", thread.is_unread && "font-strong")}>
          {thread.subject || t`No subject`}
        </span>
        <span dir="auto" className="min-w-0 truncate text-quiet">
          {thread.preview}
        </span>
      </span>
    </button>
  );
}
