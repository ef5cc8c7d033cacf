/** The top of a ticket: the way back, its name, and what can be done to it as a whole. */
import { useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import Ellipsis from "lucide-react/icons/ellipsis";
import LinkIcon from "lucide-react/icons/link";
import PanelRight from "lucide-react/icons/panel-right";
import type { ReactNode } from "react";
import type { TicketWhole } from "~/api/shapes";
import { useAtLeast } from "~/lib/media";
import { pressingClock } from "~/tickets/sla";
import { SlaClock } from "~/tickets/sla-clock";
import { TicketName } from "~/tickets/ticket-name";
import { Button, IconButton } from "~/ui/button";
import { toast } from "~/ui/toast";
import { TicketActions } from "~/tickets/actions/ticket-actions";

export type TicketHeaderProps = {
  readonly ticket: TicketWhole;
  readonly lead: ReactNode;
  readonly isSideOpen: boolean;
  readonly onSide: () => void;
  readonly onUnread: () => void;
};

export function TicketHeader({ ticket, lead, isSideOpen, onSide, onUnread }: TicketHeaderProps) {
  const { t } = useLingui();
  // On a phone the clock stands in the row below: here it would leave no room for the name.
  const clock = useAtLeast("sm") ? pressingClock(ticket.sla) : null;
  function copyLink() {
    void navigator.clipboard
      .writeText(`${location.origin}/tickets/${ticket.id}`)
      .then(() => toast.done(t`The link is copied`));
  }
  return (
    <header className="flex h-header shrink-0 items-center gap-1 border-b border-border pr-2 pl-2">
      {lead}
      <TicketName ticket={ticket} />
      <span className="flex shrink-0 items-center max-sm:hidden">
        <span className="tabular text-12 text-quiet">#{ticket.id}</span>
        <IconButton label={t`Copy the link`} size="small" icon={<LinkIcon size={14} />} onClick={copyLink} />
      </span>
      <span className="ml-auto flex shrink-0 items-center gap-1">
        {clock ? <SlaClock clock={clock} className="mx-1 text-12" /> : null}
        <IconButton
          label={isSideOpen ? t`Hide the details` : t`Show the details`}
          aria-pressed={isSideOpen}
          icon={<PanelRight size={16} />}
          onClick={onSide}
        />
        <TicketActions
          ticket={ticket}
          isOpenTicket
          onUnread={onUnread}
          trigger={
            <Button>
              <span className="max-sm:sr-only">{t`Actions`}</span>
              <ChevronDown size={14} aria-hidden className="-mr-1 text-quiet max-sm:hidden" />
              <Ellipsis size={16} aria-hidden className="sm:hidden" />
            </Button>
          }
        />
      </span>
    </header>
  );
}
