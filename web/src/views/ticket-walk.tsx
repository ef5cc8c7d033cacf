/** The way through a list without going back to it: previous, next, and back to the place one came from. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import ArrowLeft from "lucide-react/icons/arrow-left";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import { useEffect } from "react";
import { useCommands } from "~/lib/shortcuts";
import { prefetchTicket } from "~/tickets/queries";
import { IconButton } from "~/ui/button";
import { Tooltip } from "~/ui/tooltip";
import { neighbours, standOn } from "./ticket-pages.ts";
import { useCurrentView, useFilterInAddress, useListQuestion } from "./view-place.ts";
import { useViewName } from "./view-queries.ts";

export function TicketWalk({ ticketId }: { readonly ticketId: number }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const view = useCurrentView();
  const question = useListQuestion(view);
  const { previous, next } = question ? neighbours(question, ticketId) : { previous: undefined, next: undefined };
  const viewName = useViewName(view) || t`the list`;

  useEffect(() => {
    if (question) standOn(question, ticketId);
    for (const id of [next, previous]) if (id !== undefined) prefetchTicket(client, id);
  }, [client, question, ticketId, next, previous]);

  const open = (id: number | undefined) => {
    if (id !== undefined) void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(id) }, search: { view } });
  };
  const kept = useFilterInAddress();
  const back = () => void navigate({ to: "/views/$view", params: { view }, search: kept });
  useCommands([
    { id: "next-ticket", label: t`Next ticket`, group: t`Ticket`, keys: "j", run: () => open(next) },
    { id: "previous-ticket", label: t`Previous ticket`, group: t`Ticket`, keys: "k", run: () => open(previous) },
    { id: "back-to-list", label: t`Back to the list`, group: t`Ticket`, keys: "Escape", run: back },
  ]);

  return (
    <div className="flex shrink-0 items-center">
      <Tooltip text={t`Back to ${viewName}`} shortcut="Escape">
        <Link
          to="/views/$view"
          params={{ view }}
          search={kept}
          aria-label={t`Back to ${viewName}`}
          className="inline-flex size-8 items-center justify-center rounded-6 text-quiet hover:bg-hover hover:text-text"
        >
          <ArrowLeft size={16} aria-hidden />
        </Link>
      </Tooltip>
      <IconButton label={t`Previous ticket`} shortcut="k" icon={<ChevronUp size={16} />} disabled={previous === undefined} onClick={() => open(previous)} />
      <IconButton label={t`Next ticket`} shortcut="j" icon={<ChevronDown size={16} />} disabled={next === undefined} onClick={() => open(next)} />
    </div>
  );
}
