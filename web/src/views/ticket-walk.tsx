/** The way through a list without going back to it: previous, next, and back to the place one came from. */
import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import ArrowLeft from "lucide-react/icons/arrow-left";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Pin from "lucide-react/icons/pin";
import { useEffect } from "react";
import { afterPaint } from "~/lib/after-paint";
import { useCommands } from "~/lib/shortcuts";
import { closeOpen, keepOpen, useOpenTickets } from "~/tickets/open-tickets";
import { prefetchTicket, ticketScreenQuery } from "~/tickets/queries";
import { IconButton } from "~/ui/button";
import { Tooltip } from "~/ui/tooltip";
import { useMe } from "~/users/session";
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
  }, [question, ticketId]);
  useEffect(
    () =>
      afterPaint(() => {
        for (const id of [next, previous]) if (id !== undefined) prefetchTicket(client, id);
      }),
    [client, next, previous],
  );

  const open = (id: number | undefined) => {
    if (id !== undefined)
      void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(id) }, search: { view } });
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
          className="inline-flex size-8 items-center justify-center rounded-6 text-quiet hover:bg-hover hover:text-text pointer-coarse:size-11"
        >
          <ArrowLeft size={16} aria-hidden />
        </Link>
      </Tooltip>
      <IconButton
        label={t`Previous ticket`}
        shortcut="k"
        icon={<ChevronUp size={16} />}
        disabled={previous === undefined}
        className="max-sm:hidden"
        onClick={() => open(previous)}
      />
      <IconButton
        label={t`Next ticket`}
        shortcut="j"
        icon={<ChevronDown size={16} />}
        disabled={next === undefined}
        className="max-sm:hidden"
        onClick={() => open(next)}
      />
      <KeepOpen ticketId={ticketId} />
    </div>
  );
}

/** Gives the ticket a tab of its own above the work, or takes it away again. */
function KeepOpen({ ticketId }: { readonly ticketId: number }) {
  const { t } = useLingui();
  const me = useMe();
  const isKept = useOpenTickets(me.id).some((ticket) => ticket.id === ticketId);
  // Only looked at: asking too, it would ask anew for a ticket that is not there each time that is said in its place.
  const { data } = useQuery({ ...ticketScreenQuery(ticketId), enabled: false });
  const toggle = () => {
    if (isKept) closeOpen(me.id, ticketId);
    else if (data) keepOpen(me.id, { id: ticketId, name: data.ticket.name });
  };
  useCommands([
    {
      id: "keep-open",
      label: isKept ? t`Keep this ticket open no longer` : t`Keep this ticket open`,
      group: t`Open tickets`,
      keys: "Shift+o",
      run: toggle,
    },
  ]);
  return (
    <IconButton
      label={t`Keep open`}
      shortcut="Shift+o"
      aria-pressed={isKept}
      disabled={!isKept && !data}
      icon={<Pin size={16} />}
      onClick={toggle}
      className="max-md:hidden"
    />
  );
}
