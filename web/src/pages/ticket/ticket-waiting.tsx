/** The shape of a ticket that is on its way. */
import { ThreadWaiting } from "~/conversations/thread";
import { Skeleton } from "~/ui/skeleton";
import { TicketWalk } from "~/views/ticket-walk";

export function TicketWaiting({ ticketId }: { readonly ticketId: number }) {
  return (
    <div aria-busy className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-header shrink-0 items-center gap-3 border-b border-border px-2">
        <TicketWalk ticketId={ticketId} />
        <Skeleton className="w-72" />
      </div>
      <div className="flex h-9 shrink-0 items-center gap-8 border-b border-border px-4">
        {["w-28", "w-24", "w-20", "w-24"].map((width, place) => (
          // eslint-disable-next-line react/no-array-index-key -- four shapes that never move
          <Skeleton key={place} className={width} />
        ))}
      </div>
      <div className="mx-auto w-full max-w-[880px] px-4 pt-3">
        <ThreadWaiting />
      </div>
    </div>
  );
}
