/** Who changed what, when, from what to what, through what (T11). */
import { Trans, useLingui } from "@lingui/react/macro";
import type { TimelineEvent } from "~/api/shapes";
import { EventSentence, useViaWord } from "~/conversations/event-sentence";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import type { useTimeline } from "../queries.ts";
import { Card } from "./card.tsx";

export function ActivityCard({ timeline }: { readonly timeline: ReturnType<typeof useTimeline> }) {
  const { t } = useLingui();
  const { data, isPending, isError, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = timeline;
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Card name="activity" title={t`Activity`}>
      {isPending ? <SkeletonText lines={4} /> : null}
      {isError ? (
        <p className="flex flex-wrap items-center gap-2 text-quiet">
          <Trans>The activity could not be loaded.</Trans>
          <Button size="small" onClick={() => void refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </p>
      ) : null}
      <ol className="flex flex-col gap-2.5">
        {events.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button size="small" weight="quiet" className="mt-2 -ml-2" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </Card>
  );
}

function Entry({ event }: { readonly event: TimelineEvent }) {
  const via = useViaWord()(event);
  return (
    <li className="text-12 break-words text-quiet">
      <EventSentence event={event} whole />
      {via ? ` ${via}` : null}
      <span className="block text-12">
        <RelativeTime at={event.at} />
      </span>
    </li>
  );
}
