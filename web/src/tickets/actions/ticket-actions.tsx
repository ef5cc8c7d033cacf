/** The Actions menu of one ticket: it needs no more than the ticket's number, so any list or board can hold it. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import type { TicketWhole } from "~/api/shapes";
import { choosing } from "~/conversations/choosing";
import { useCommands } from "~/lib/shortcuts";
import { Menu, MenuItem, MenuSeparator } from "~/ui/menu";
import { SkeletonText } from "~/ui/skeleton";
import { useTicketActs } from "../commands.ts";
import { useTicketScreen } from "../queries.ts";
import { useOpenTicket } from "../undo/use-undo.ts";
import { type Act, type AskingAct, useActEntries } from "./acts.ts";
import { Asking } from "./asking.tsx";
import { useLanding } from "./landing.ts";

export type TicketActionsProps = {
  readonly ticket: { readonly id: number };
  readonly trigger: ReactElement<Record<string, unknown>>;
  /** The ticket that is open: its acts answer to their keys too, and stand in the palette. */
  readonly isOpenTicket?: boolean;
  /** Where reading goes on by itself, unread must be said there. */
  readonly onUnread?: () => void;
  /** Where a ticket opens beside what one looks at, and not on a page of its own. */
  readonly onOpen?: (id: number) => void;
};

export function TicketActions({ ticket, trigger, isOpenTicket = false, onUnread, onOpen }: TicketActionsProps) {
  const [asking, setAsking] = useState<{ readonly act: AskingAct; readonly ticket: TicketWhole } | null>(null);
  const button = useLanding(isOpenTicket ? ticket.id : null);
  const inside = {
    id: ticket.id,
    isOpenTicket,
    onAsk: (act: AskingAct, whole: TicketWhole) => setAsking({ act, ticket: whole }),
    ...(onUnread ? { onUnread } : {}),
    ...(onOpen ? { onOpen } : {}),
  };
  return (
    <>
      <Menu trigger={trigger} triggerRef={button}>
        <Items {...inside} />
      </Menu>
      {isOpenTicket ? <Commands {...inside} /> : null}
      {asking ? <Asking ticket={asking.ticket} act={asking.act} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

type InsideProps = {
  readonly id: number;
  readonly isOpenTicket: boolean;
  readonly onAsk: (act: AskingAct, ticket: TicketWhole) => void;
  readonly onUnread?: () => void;
  readonly onOpen?: (id: number) => void;
};

function useDoing(ticket: TicketWhole, { isOpenTicket, onAsk, onUnread, onOpen }: InsideProps): (act: Act) => void {
  const open = useOpenTicket();
  const navigate = useNavigate();
  const { follow, markUnread } = useTicketActs(ticket.id);
  return (act) => {
    if (act === "follow") void follow(!ticket.is_following);
    else if (act === "unread") (onUnread ?? (() => void markUnread()))();
    else if (act === "split") {
      // Messages are chosen where they stand.
      if (!isOpenTicket) (onOpen ?? open)(ticket.id);
      choosing.begin(ticket.id);
    } else if (act === "print")
      void navigate({ to: "/tickets/$ticketId/print", params: { ticketId: String(ticket.id) } });
    else onAsk(act, ticket);
  };
}

function Items(props: InsideProps) {
  const { data } = useTicketScreen(props.id);
  return data ? (
    <KnownItems ticket={data.ticket} {...props} />
  ) : (
    <div className="p-2">
      <SkeletonText lines={4} />
    </div>
  );
}

function KnownItems({ ticket, ...props }: InsideProps & { readonly ticket: TicketWhole }) {
  const doIt = useDoing(ticket, props);
  return useActEntries(ticket).map(({ act, label, Icon, keys, blocked, isDangerous = false }) => (
    <div key={act} role="none">
      {isDangerous ? <MenuSeparator /> : null}
      <MenuItem
        icon={<Icon size={16} />}
        danger={isDangerous}
        {...(keys ? { shortcut: keys } : {})}
        {...(blocked ? { disabled: true, title: blocked } : {})}
        onSelect={() => doIt(act)}
      >
        {label}
      </MenuItem>
    </div>
  ));
}

function Commands(props: InsideProps) {
  const { data } = useTicketScreen(props.id);
  return data ? <KnownCommands ticket={data.ticket} {...props} /> : null;
}

function KnownCommands({ ticket, ...props }: InsideProps & { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const doIt = useDoing(ticket, props);
  useCommands(
    useActEntries(ticket)
      .filter((entry) => entry.blocked === undefined)
      .map(({ act, label, keys }) => ({
        id: `act-${act}`,
        label,
        group: t`Ticket`,
        ...(keys ? { keys } : {}),
        run: () => doIt(act),
      })),
  );
  return null;
}
