/** The lines of the bell: what is unread stands out, older ones come as one scrolls. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import BellRing from "lucide-react/icons/bell-ring";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { QueryFailure } from "~/api/query-failure";
import { classes } from "~/lib/classes";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { LineSentence } from "./line-sentence.tsx";
import { type NotificationLine, linesQuery } from "./queries.ts";

/** Up and down walk the lines, as in every list of the desk; Home and End reach its ends. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a")];
  const here = links.findIndex((link) => link === document.activeElement);
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, here + step))]?.focus();
}

export function NotificationList({ onPick }: { readonly onPick?: () => void }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(linesQuery);
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? [];
  if (query.error && lines.length === 0)
    return <QueryFailure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending)
    return (
      <div className="appears-late px-4 py-3">
        <SkeletonText lines={6} />
      </div>
    );
  if (lines.length === 0) return <NothingYet />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only hears the arrows from its links
    <ul aria-label={t`Notifications`} onKeyDown={walk} className="flex flex-col">
      {lines.map((line) => (
        <li
          key={`${line.ticket?.id ?? `inbox-${line.conversation?.id}`}-${String(line.is_unread)}`}
          className="border-b border-border/60 last:border-0"
        >
          <Line line={line} {...(onPick ? { onPick } : {})} />
        </li>
      ))}
      {query.hasNextPage ? <More isBusy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} /> : null}
    </ul>
  );
}

function Line({ line, onPick }: { readonly line: NotificationLine; readonly onPick?: () => void }) {
  const { t } = useLingui();
  return (
    <Link
      {...whereTo(line)}
      {...(onPick ? { onClick: onPick } : {})}
      className="focus-inset flex min-h-11 gap-2.5 px-4 py-2.5 hover:bg-hover"
    >
      <span className={classes("mt-1.5 size-2 shrink-0 rounded-full", line.is_unread && "bg-accent")} aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className={classes("min-w-0 flex-1 truncate", line.is_unread && "font-strong")}>
            {line.is_unread ? <span className="sr-only">{t`Unread`}: </span> : null}
            <LineSentence line={line} />
          </span>
          <RelativeTime at={line.at} look="short" className="shrink-0 text-12 text-quiet" />
        </span>
        <bdi className="block truncate text-quiet">
          {line.ticket?.name ?? (line.conversation?.subject || t`No subject`)}
        </bdi>
        {line.preview ? <bdi className="block truncate text-12 text-quiet">{line.preview}</bdi> : null}
      </span>
    </Link>
  );
}

function whereTo({ ticket, conversation }: NotificationLine) {
  if (ticket) return { to: "/tickets/$ticketId", params: { ticketId: String(ticket.id) } } as const;
  return {
    to: "/inboxes/$inboxId",
    params: { inboxId: String(conversation?.inbox_id) },
    search: conversation ? { thread: conversation.id } : {},
  } as const;
}

/** Asks for more as soon as it comes into sight; a button for those who get there by key. */
function More({ isBusy, onMore }: { readonly isBusy: boolean; readonly onMore: () => void }) {
  const { t } = useLingui();
  const item = useRef<HTMLLIElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (!item.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current());
    observer.observe(item.current);
    return () => observer.disconnect();
  }, []);
  return (
    <li ref={item} className="flex justify-center p-2">
      <Button weight="quiet" busy={isBusy} onClick={onMore}>{t`Show older`}</Button>
    </li>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={<BellRing size={24} strokeWidth={1.5} />} title={<Trans>Nothing to tell you yet</Trans>}>
      <Trans>
        When a ticket is assigned to you, a customer answers you or a colleague mentions you, it shows here. Follow a
        ticket to hear of it too.
      </Trans>
    </EmptyState>
  );
}
