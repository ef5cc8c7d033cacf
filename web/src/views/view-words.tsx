/** What each view is called, and what it says when it is empty. */
import { msg } from "@lingui/core/macro";
import type { I18n, MessageDescriptor } from "@lingui/core";
import AlarmClock from "lucide-react/icons/alarm-clock";
import Archive from "lucide-react/icons/archive";
import AtSign from "lucide-react/icons/at-sign";
import Eye from "lucide-react/icons/eye";
import FilePen from "lucide-react/icons/file-pen";
import Funnel from "lucide-react/icons/funnel";
import Inbox from "lucide-react/icons/inbox";
import MailWarning from "lucide-react/icons/mail-warning";
import type { LucideIcon } from "lucide-react";
import ShieldAlert from "lucide-react/icons/shield-alert";
import Trash2 from "lucide-react/icons/trash-2";
import UserRound from "lucide-react/icons/user-round";
import UserRoundX from "lucide-react/icons/user-round-x";
import UsersRound from "lucide-react/icons/users-round";
import type { CustomViewKey, DefaultViewKey, View, ViewKey } from "~/api/shapes";

export type ViewWords = {
  readonly name: MessageDescriptor;
  readonly icon: LucideIcon;
  readonly empty: MessageDescriptor;
  readonly hint: MessageDescriptor;
  /** After g. */
  readonly letter: string;
};

export const viewWords: Record<DefaultViewKey, ViewWords> = {
  unassigned: {
    name: msg`Unassigned`,
    icon: UserRoundX,
    letter: "u",
    empty: msg`Every ticket has an owner`,
    hint: msg`New tickets show up here until someone takes them.`,
  },
  mine: {
    name: msg`Assigned to me`,
    icon: UserRound,
    letter: "m",
    empty: msg`Nothing is assigned to you`,
    hint: msg`Take a ticket from Unassigned, or answer one: it becomes yours.`,
  },
  all_open: {
    name: msg`All open`,
    icon: Inbox,
    letter: "a",
    empty: msg`No open tickets`,
    hint: msg`Mail to a connected address becomes a ticket here.`,
  },
  team_open: {
    name: msg`My team's open`,
    icon: UsersRound,
    letter: "t",
    empty: msg`Your team has no open tickets`,
    hint: msg`Tickets of your team and its members show up here.`,
  },
  team_unassigned: {
    name: msg`My team unassigned`,
    icon: UsersRound,
    letter: "n",
    empty: msg`Your team's tickets all have an owner`,
    hint: msg`Tickets given to your team without an owner show up here.`,
  },
  mentions: {
    name: msg`My mentions`,
    icon: AtSign,
    letter: "i",
    empty: msg`Nobody has mentioned you`,
    hint: msg`When a colleague writes @ and your name in a comment, the ticket shows up here.`,
  },
  following: {
    name: msg`Following`,
    icon: Eye,
    letter: "f",
    empty: msg`You follow no tickets`,
    hint: msg`Follow a ticket to hear of it without owning it.`,
  },
  drafts: {
    name: msg`Drafts`,
    icon: FilePen,
    letter: "d",
    empty: msg`No unfinished replies`,
    hint: msg`Tickets on which you began to write are kept here until you send or discard.`,
  },
  snoozed: {
    name: msg`Snoozed`,
    icon: AlarmClock,
    letter: "z",
    empty: msg`Nothing is snoozed`,
    hint: msg`A snoozed ticket waits here until its time comes, or until the customer writes.`,
  },
  all_closed: {
    name: msg`All closed`,
    icon: Archive,
    letter: "c",
    empty: msg`No closed tickets yet`,
    hint: msg`Closed tickets are kept here, and reopen when the customer writes again.`,
  },
  spam: {
    name: msg`Spam`,
    icon: ShieldAlert,
    letter: "s",
    empty: msg`No spam`,
    hint: msg`What you mark as spam is kept here for 90 days.`,
  },
  trash: {
    name: msg`Trash`,
    icon: Trash2,
    letter: "x",
    empty: msg`The trash is empty`,
    hint: msg`Deleted tickets can be restored for 90 days.`,
  },
  parked: {
    name: msg`Parked mail`,
    icon: MailWarning,
    letter: "p",
    empty: msg`No mail is waiting for a decision`,
    hint: msg`Mail that could not become a ticket by itself is kept here, with the reason.`,
  },
};

const wordsOfCustom: Omit<ViewWords, "name" | "letter"> = {
  icon: Funnel,
  empty: msg`No tickets in this view`,
  hint: msg`Tickets that its conditions let through show up here.`,
};

export function isDefaultViewKey(text: string): text is DefaultViewKey {
  return Object.hasOwn(viewWords, text);
}

export function isCustomViewKey(text: string): text is CustomViewKey {
  return /^v[1-9]\d{0,17}$/.test(text);
}

export function isViewKey(text: string): text is ViewKey {
  return isDefaultViewKey(text) || isCustomViewKey(text);
}

/** The icon and what it says when it is empty, whoever made the view. */
export function wordsOfView(key: ViewKey): Omit<ViewWords, "name" | "letter"> {
  return isDefaultViewKey(key) ? viewWords[key] : wordsOfCustom;
}

/** A default view is called what the reader's language calls it, one that a user made what they call it. */
export function nameOfView(i18n: I18n, view: Pick<View, "key" | "name">): string {
  return isDefaultViewKey(view.key) ? i18n._(viewWords[view.key].name) : view.name;
}
