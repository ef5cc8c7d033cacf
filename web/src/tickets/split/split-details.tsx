/** Goes on with a split where the conversation's messages were chosen and confirmed. */
import { Suspense, lazy, useEffect } from "react";
import { choosing, useChoosing } from "~/conversations/choosing";
import type { SplitPanelProps } from "./split-panel.tsx";

const SplitPanel = lazy(async () => ({ default: (await import("./split-panel.tsx")).SplitPanel }));

export function SplitDetails({ ticket, place }: Pick<SplitPanelProps, "ticket" | "place">) {
  const state = useChoosing(ticket.id);
  // Whoever leaves the ticket has chosen nothing.
  useEffect(() => choosing.leave(ticket.id), [ticket.id]);
  if (!state?.isConfirmed) return null;
  return (
    <Suspense fallback={null}>
      <SplitPanel ticket={ticket} chosen={[...state.chosen.values()]} place={place} />
    </Suspense>
  );
}
