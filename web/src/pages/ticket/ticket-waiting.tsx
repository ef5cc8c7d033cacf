/** The shape of a ticket that is on its way. */
import type { ReactNode } from "react";
import { ThreadWaiting } from "~/conversations/thread";
import { Skeleton, SkeletonText } from "~/ui/skeleton";

export function TicketWaiting({ lead, hasSide }: { readonly lead: ReactNode; readonly hasSide: boolean }) {
  return (
    <div aria-busy className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-header shrink-0 items-center gap-3 border-b border-border px-2">
        {lead}
        <Skeleton className="w-72" />
      </div>
      <div className="flex h-9 shrink-0 items-center gap-8 border-b border-border px-4">
        {["w-28", "w-24", "w-20", "w-24"].map((width, place) => (
          // eslint-disable-next-line react/no-array-index-key -- four shapes that never move
          <Skeleton key={place} className={width} />
        ))}
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="mx-auto min-h-0 w-full max-w-[880px] flex-1 overflow-hidden px-4 pt-3">
            <ThreadWaiting />
          </div>
          <div className="h-[150px] shrink-0 border-t border-border max-md:h-9" />
        </div>
        {hasSide ? (
          <div className="flex w-side shrink-0 flex-col gap-8 border-l border-border p-4">
            <SkeletonText lines={3} />
            <SkeletonText lines={6} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
