/** The top of a ticket: the way back, its name, and what can be done to it as a whole. */
import { useLingui } from "@lingui/react/macro";
import Ellipsis from "lucide-react/icons/ellipsis";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import LinkIcon from "lucide-react/icons/link";
import Mail from "lucide-react/icons/mail";
import PanelRight from "lucide-react/icons/panel-right";
import Trash2 from "lucide-react/icons/trash-2";
import type { TicketWhole } from "~/api/shapes";
import { useTicketActs } from "~/tickets/commands";
import { TicketName } from "~/tickets/ticket-name";
import { IconButton } from "~/ui/button";
import { Menu, MenuItem, MenuSeparator } from "~/ui/menu";
import { toast } from "~/ui/toast";
import { TicketWalk } from "~/views/ticket-walk";

export type TicketHeaderProps = {
  readonly ticket: TicketWhole;
  readonly isSideOpen: boolean;
  readonly onSide: () => void;
  readonly onUnread: () => void;
};

export function TicketHeader({ ticket, isSideOpen, onSide, onUnread }: TicketHeaderProps) {
  const { t } = useLingui();
  const { follow, trash } = useTicketActs(ticket.id);
  function copyLink() {
    void navigator.clipboard.writeText(location.href.split("?")[0] ?? location.href).then(() => toast.done(t`The link is copied`));
  }
  return (
    <header className="flex h-header shrink-0 items-center gap-1 border-b border-border pr-2 pl-2">
      <TicketWalk ticketId={ticket.id} />
      <TicketName ticket={ticket} />
      <span className="tabular shrink-0 text-12 text-quiet max-sm:hidden">#{ticket.id}</span>
      <span className="ml-auto flex shrink-0 items-center">
        <IconButton
          label={ticket.is_following ? t`Unfollow` : t`Follow`}
          aria-pressed={ticket.is_following}
          icon={<Eye size={16} />}
          onClick={() => void follow(!ticket.is_following)}
          className="max-sm:hidden"
        />
        <Menu trigger={<IconButton label={t`More about this ticket`} icon={<Ellipsis size={16} />} />}>
          <MenuItem icon={<Mail size={16} />} shortcut="u" onSelect={onUnread}>{t`Mark as unread`}</MenuItem>
          <MenuItem icon={ticket.is_following ? <EyeOff size={16} /> : <Eye size={16} />} onSelect={() => void follow(!ticket.is_following)}>
            {ticket.is_following ? t`Unfollow` : t`Follow`}
          </MenuItem>
          <MenuItem icon={<LinkIcon size={16} />} onSelect={copyLink}>{t`Copy the link`}</MenuItem>
          {ticket.may["delete"] && ticket.deleted_at === null ? (
            <>
              <MenuSeparator />
              <MenuItem danger icon={<Trash2 size={16} />} onSelect={() => void trash()}>{t`Move to the trash`}</MenuItem>
            </>
          ) : null}
        </Menu>
        <IconButton label={isSideOpen ? t`Hide the details` : t`Show the details`} aria-pressed={isSideOpen} icon={<PanelRight size={16} />} onClick={onSide} />
      </span>
    </header>
  );
}
