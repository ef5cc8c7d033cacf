/** What can be done with a whole ticket, in the order of the Actions menu. */
import { useLingui } from "@lingui/react/macro";
import type { LucideIcon } from "lucide-react";
import AlarmClock from "lucide-react/icons/alarm-clock";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import FolderInput from "lucide-react/icons/folder-input";
import Mail from "lucide-react/icons/mail";
import Merge from "lucide-react/icons/merge";
import Split from "lucide-react/icons/split";
import Printer from "lucide-react/icons/printer";
import ShieldAlert from "lucide-react/icons/shield-alert";
import Trash2 from "lucide-react/icons/trash-2";
import type { TicketWhole } from "~/api/shapes";

/** Those that ask something first. */
export type AskingAct = "merge" | "move" | "spam" | "snooze" | "delete";
export type Act = "follow" | "split" | "print" | "unread" | AskingAct;

export type ActEntry = {
  readonly act: Act;
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly keys?: string;
  readonly isDangerous?: boolean;
  /** Why it can't be done with the ticket as it stands. */ readonly blocked?: string;
};

/**
 * What the viewer may do with this ticket. Each act keeps its place, so that the hand learns it: what the ticket as it stands
 * has no use for is there with the reason, and only what one may not do is left out.
 */
export function useActEntries(ticket: TicketWhole): readonly ActEntry[] {
  const { t } = useLingui();
  const isShown = ticket.deleted_at === null && ticket.spam_at === null;
  const entries: readonly (ActEntry & { readonly isOffered?: boolean })[] = [
    ticket.is_following
      ? { act: "follow", label: t`Unfollow`, Icon: EyeOff }
      : { act: "follow", label: t`Follow`, Icon: Eye },
    {
      act: "split",
      label: t`Split ticket`,
      Icon: Split,
      isOffered: isShown && ticket.may["split"] === true,
      ...(ticket.message_count > 1 ? {} : { blocked: t`It takes two messages to split a ticket.` }),
    },
    { act: "merge", label: t`Merge ticket`, Icon: Merge, isOffered: isShown },
    { act: "unread", label: t`Mark as unread`, Icon: Mail, keys: "u" },
    {
      act: "move",
      label: t`Move thread`,
      Icon: FolderInput,
      isOffered: isShown && ticket.may["move"] === true,
      ...(ticket.message_count > 0 ? {} : { blocked: t`There is no conversation to move.` }),
    },
    { act: "spam", label: t`Mark as spam`, Icon: ShieldAlert, isOffered: isShown && ticket.may["delete"] === true },
    { act: "print", label: t`Print conversation`, Icon: Printer },
    {
      act: "snooze",
      label: t`Snooze`,
      Icon: AlarmClock,
      keys: "s",
      isOffered: isShown,
      ...(ticket.is_closed ? { blocked: t`A closed ticket needs no snooze.` } : {}),
    },
    {
      act: "delete",
      label: t`Delete`,
      Icon: Trash2,
      isDangerous: true,
      isOffered: ticket.may["delete"] === true && ticket.deleted_at === null,
    },
  ];
  return entries.filter((entry) => entry.isOffered !== false);
}
