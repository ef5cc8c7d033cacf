/** The tickets one keeps open, side by side above the work; the one that is looked at stands among them (W8). */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import X from "lucide-react/icons/x";
import { useEffect } from "react";
import { Refusal } from "~/api/client";
import { classes } from "~/lib/classes";
import { useCommands } from "~/lib/shortcuts";
import { type OpenTicket, closeOpen, keepOpen, useOpenTickets } from "~/tickets/open-tickets";
import { ticketScreenQuery } from "~/tickets/queries";
import { Tooltip } from "~/ui/tooltip";
import { useMe } from "~/users/session";

export function TicketTabs() {
  const { t } = useLingui();
  const me = useMe();
  const kept = useOpenTickets(me.id);
  const navigate = useNavigate();
  const shown = Number(useParams({ strict: false }).ticketId ?? 0);
  const go = (ticket: OpenTicket | undefined) =>
    ticket &&
    void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(ticket.id) }, search: (before) => before });
  const step = (by: 1 | -1) => {
    const here = kept.findIndex((ticket) => ticket.id === shown);
    go(kept[here === -1 ? (by === 1 ? 0 : kept.length - 1) : (here + by + kept.length) % kept.length]);
  };
  function close(id: number) {
    closeOpen(me.id, id);
    const place = kept.findIndex((ticket) => ticket.id === id);
    if (id === shown) go(kept[place + 1] ?? kept[place - 1]);
  }
  useCommands(
    kept.length === 0
      ? []
      : [
          { id: "next-open", label: t`Next open ticket`, group: t`Open tickets`, keys: ".", run: () => step(1) },
          {
            id: "previous-open",
            label: t`Previous open ticket`,
            group: t`Open tickets`,
            keys: ",",
            run: () => step(-1),
          },
          ...(kept.some((ticket) => ticket.id === shown)
            ? [
                {
                  id: "close-open",
                  label: t`Close this open ticket`,
                  group: t`Open tickets`,
                  keys: "Shift+x",
                  run: () => close(shown),
                },
              ]
            : []),
        ],
  );
  if (kept.length === 0) return null;
  return (
    <nav
      aria-label={t`Open tickets`}
      className="flex h-9 shrink-0 items-end overflow-x-auto border-b border-border bg-canvas px-1.5 pt-1"
    >
      {kept.map((ticket) => (
        <TicketTab key={ticket.id} ticket={ticket} isHere={ticket.id === shown} onClose={() => close(ticket.id)} />
      ))}
    </nav>
  );
}

function TicketTab({
  ticket,
  isHere,
  onClose,
}: {
  readonly ticket: OpenTicket;
  readonly isHere: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const me = useMe();
  const { data, error } = useQuery(ticketScreenQuery(ticket.id));
  const name = data?.ticket.name ?? ticket.name;
  const isUnread = data?.ticket.is_unread ?? false;
  const isGone = error instanceof Refusal && error.status === 404;
  useEffect(() => {
    if (isGone) closeOpen(me.id, ticket.id);
    else if (name !== ticket.name) keepOpen(me.id, { id: ticket.id, name });
  }, [isGone, me.id, name, ticket.id, ticket.name]);
  return (
    <div
      // The middle button closes a tab wherever there are tabs.
      onAuxClick={(event) => event.button === 1 && (event.preventDefault(), onClose())}
      className={classes(
        "group relative flex h-full max-w-52 min-w-24 flex-[0_1_13rem] items-center rounded-t-8 border border-b-0 pr-1 pl-2.5 text-12",
        isHere
          ? "border-border bg-surface after:absolute after:inset-x-0 after:-bottom-px after:h-px after:bg-surface"
          : "border-transparent text-quiet hover:text-text",
      )}
    >
      <Tooltip text={`#${ticket.id} ${name}`}>
        <Link
          to="/tickets/$ticketId"
          params={{ ticketId: String(ticket.id) }}
          search={(before) => before}
          aria-current={isHere ? "page" : undefined}
          className="focus-inset flex min-w-0 flex-1 items-center gap-1.5 self-stretch"
        >
          {isUnread ? (
            <span role="img" aria-label={t`Unread`} className="size-1.5 shrink-0 rounded-full bg-accent" />
          ) : null}
          <span dir="auto" className={classes("min-w-0 truncate", isUnread && "font-strong text-text")}>
            {name}
          </span>
        </Link>
      </Tooltip>
      <button
        type="button"
        aria-label={t`Close ${name}`}
        onClick={onClose}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-6 text-quiet opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-text"
      >
        <X size={12} aria-hidden />
      </button>
    </div>
  );
}
