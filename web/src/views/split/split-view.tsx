/** The list of a view beside the ticket that is chosen in it: one walks the list and reads, without going to and fro. */
import { Trans, useLingui } from "@lingui/react/macro";
import Columns2 from "lucide-react/icons/columns-2";
import { type ReactNode, useDeferredValue, useRef } from "react";
import type { ListQuestion } from "~/api/keys";
import type { ViewKey } from "~/api/shapes";
import { useAtLeast } from "~/lib/media";
import { useStored } from "~/lib/stored";
import { EmptyState } from "~/ui/empty-state";
import type { GridHandle } from "~/ui/grid/grid-props";
import { Splitter } from "~/ui/splitter";
import { useChosenTicket } from "../chosen-ticket.ts";
import { TicketTable } from "../ticket-table.tsx";
import { useListQuestion } from "../view-place.ts";
import { SplitList } from "./split-list.tsx";

export type SplitViewProps = {
  readonly view: ViewKey;
  /** The ticket itself: views know nothing of the page that shows it. */
  readonly renderTicket: (id: number) => ReactNode;
};

export function SplitView({ view, renderTicket }: SplitViewProps) {
  const question = useListQuestion(view);
  const wide = useAtLeast("md");
  if (!question) return null;
  // Where there is no room for both: the list, then the ticket.
  if (!wide) return <TicketTable view={view} />;
  return <Split key={JSON.stringify(question)} question={question} renderTicket={renderTicket} />;
}

function Split({ question, renderTicket }: { readonly question: ListQuestion } & Pick<SplitViewProps, "renderTicket">) {
  const { t } = useLingui();
  const [chosen] = useChosenTicket();
  const [width, setWidth] = useStored<number>("split.list-width", 340);
  const handle = useRef<GridHandle>(null);
  const pane = useRef<HTMLElement>(null);
  // Whoever walks fast passes tickets without waiting for each to be drawn.
  const drawn = useDeferredValue(chosen);
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex shrink-0 flex-col" style={{ width }}>
        <SplitList question={question} handle={handle} onEnter={() => pane.current?.focus()} />
      </div>
      <Splitter label={t`Width of the list`} size={width} min={240} max={560} onResize={setWidth} />
      <section ref={pane} tabIndex={-1} aria-label={t`Ticket`} className="flex min-w-0 flex-1 flex-col outline-none">
        {drawn === undefined ? (
          <EmptyState icon={<Columns2 size={28} strokeWidth={1.5} />} title={t`No ticket chosen`}>
            <Trans>Choose one in the list, or walk through it with the arrow keys.</Trans>
          </EmptyState>
        ) : (
          renderTicket(drawn)
        )}
      </section>
    </div>
  );
}
