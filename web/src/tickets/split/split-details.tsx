/** Goes on with a split where the conversation's messages were chosen and confirmed. */
import { Suspense, lazy, useEffect } from "react";
import type { TicketWhole } from "~/api/shapes";
import { choosing, useChoosing } from "~/conversations/choosing";

const SplitPanel = lazy(async () => ({ default: (await import("./split-panel.tsx")).SplitPanel }));

export function SplitDetails({ ticket, beside }: { readonly ticket: TicketWhole; /** There is room for it beside the conversation. */ readonly beside: boolean }) {
  const state = useChoosing(ticket.id);
  // Whoever leaves the ticket has chosen nothing.
  useEffect(() => choosing.leave(ticket.id), [ticket.id]);
  if (!state?.isConfirmed) return null;
  return (
    <Suspense fallback={null}>
      <SplitPanel ticket={ticket} chosen={[...state.chosen.values()]} beside={beside} />
    </Suspense>
  );
}
