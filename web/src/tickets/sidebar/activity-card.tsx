/** Who changed what, when, from what to what, through what (T11). */
import { Trans, useLingui } from "@lingui/react/macro";
import type { TimelineEvent } from "~/api/shapes";
import { EventSentence, useViaWord } from "~/conversations/event-sentence";
import { useStored } from "~/lib/stored";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { Select } from "~/ui/select";
import { type Told, useTimeline } from "../queries.ts";
import { Card, type CardFrame } from "./card.tsx";

const everything = "all";

export function ActivityCard({ ticketId, ...frame }: CardFrame & { readonly ticketId: number }) {
  const { t } = useLingui();
  const [told, setTold] = useStored<Exclude<Told, null> | typeof everything>("activity", everything);
  return (
    <Card {...frame}>
      <Select
        label={t`Filter the activity`}
        look="inline"
        className="-ml-1.5 mb-1 text-quiet"
        value={told}
        onChange={setTold}
        options={[
          { value: everything, label: t`Everything` },
          { value: "messages", label: t`Messages` },
          { value: "status", label: t`Status` },
          { value: "assignment", label: t`Assignment` },
          { value: "properties", label: t`Properties` },
          { value: "associations", label: t`Records and links` },
        ]}
      />
      <Events key={told} ticketId={ticketId} told={told === everything ? null : told} />
    </Card>
  );
}

function Events({ ticketId, told }: { readonly ticketId: number; readonly told: Told }) {
  const { data, isPending, isError, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useTimeline(
    ticketId,
    told,
  );
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <>
      {isPending ? <SkeletonText lines={4} /> : null}
      {isError ? (
        <p className="flex flex-wrap items-center gap-2 text-quiet">
          <Trans>The activity could not be loaded.</Trans>
          <Button size="small" onClick={() => void refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </p>
      ) : null}
      {data && events.length === 0 ? (
        <p className="text-quiet">
          <Trans>Nothing of this kind happened.</Trans>
        </p>
      ) : null}
      <ol className="flex flex-col gap-2.5">
        {events.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button
          size="small"
          weight="quiet"
          className="mt-2 -ml-2"
          busy={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </>
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
