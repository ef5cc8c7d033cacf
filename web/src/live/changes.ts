/** Pure: what every event makes stale. A new event name does not compile until it stands here. */
import type { QueryKey } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import type { EventName } from "./events.gen.ts";

export type Hint = {
  readonly id: number | string;
  readonly name: string;
  readonly ticket_id: number | null;
  /** Other tickets that took part, of those that one may see. */
  readonly other_ids?: readonly number[];
  /** Who became the ticket's primary contact. */
  readonly contact_id?: number;
};

type Stale = (hint: Hint) => readonly QueryKey[];

const nothing: Stale = () => [];
const ticket: Stale = (hint) => (hint.ticket_id === null ? [] : [keys.ticket(hint.ticket_id)]);
const ticketAndLists: Stale = (hint) => [...ticket(hint), keys.lists, keys.counts];
/** In an inbox there is no ticket to name. */
const inboxesToo =
  (stale: Stale): Stale =>
  (hint) =>
    hint.ticket_id === null ? [keys.inboxes] : stale(hint);
/** Messages come to other tickets: their pages of old ones, which nothing else makes stale, are let go. */
export function staleAfterMoving(ticketIds: readonly number[]): readonly QueryKey[] {
  return [...ticketIds.map(keys.allKeptMessages), ...ticketIds.map(keys.ticket), keys.lists, keys.counts];
}
const messagesMove: Stale = ({ ticket_id, other_ids = [] }) =>
  staleAfterMoving(ticket_id === null ? other_ids : [ticket_id, ...other_ids]);
const inboxes: Stale = () => [keys.inboxes];
/** Where a conversation stood or stands in an inbox, its number is not told. */
const threadMoves: Stale = (hint) => [keys.keptInboxMessages, ...messagesMove(hint), keys.inboxes];
const directory: Stale = () => [keys.bootstrap, keys.users];

const changes: Record<EventName, Stale> = {
  TicketOpened: ticketAndLists,
  TicketChanged: ticketAndLists,
  TicketAssigned: ticketAndLists,
  TicketStatusChanged: ticketAndLists,
  TicketRead: (hint) => [...ticket(hint), keys.lists],
  TicketFollowed: ticketAndLists,
  TicketUnfollowed: ticketAndLists,
  TicketContactAdded: ticketAndLists,
  TicketContactRemoved: ticketAndLists,
  TicketCompanyAdded: ticketAndLists,
  TicketCompanyRemoved: ticketAndLists,
  TicketDealAdded: ticket,
  TicketDealRemoved: ticket,
  TicketPrimaryChanged: ticketAndLists,
  TicketTrashed: ticketAndLists,
  TicketRestored: ticketAndLists,
  TicketsMerged: messagesMove,
  TicketsUnmerged: messagesMove,
  TicketSplit: messagesMove,
  TicketUnsplit: messagesMove,
  TicketMarkedSpam: messagesMove,
  TicketNotSpam: messagesMove,
  AnswerDenied: ticket,
  ClocksSet: () => [keys.tickets, keys.lists, keys.counts],
  SlaDueSoon: ticketAndLists,
  SlaOverdue: ticketAndLists,
  TicketSnoozed: ticketAndLists,
  TicketWoken: ticketAndLists,
  TicketLinked: ticket,
  TicketUnlinked: ticket,
  TicketPurged: ticketAndLists,
  ThreadMoved: threadMoves,
  InboxChanged: inboxes,
  ThreadAssigned: inboxes,
  ThreadClosed: inboxes,
  ThreadReopened: inboxes,
  ThreadMarkedSpam: inboxes,
  ThreadNotSpam: inboxes,
  ThreadAnswerDenied: inboxesToo(ticket),
  ThreadPurged: inboxes,
  ThreadCommented: inboxes,
  ThreadRead: inboxes,

  ThreadStarted: inboxesToo(ticket),
  MessageReceived: inboxesToo(ticketAndLists),
  ReplyWritten: inboxesToo(ticketAndLists),
  ReplyUndone: inboxesToo(ticketAndLists),
  MessageForwarded: inboxesToo(ticketAndLists),
  ForwardUndone: inboxesToo(ticketAndLists),
  ReplyScheduled: inboxesToo(ticketAndLists),
  ScheduledReplyReturned: inboxesToo(ticketAndLists),
  ReplySent: inboxesToo(ticket),
  ReplyFailed: inboxesToo(ticketAndLists),
  ReplyBounced: inboxesToo(ticketAndLists),
  CommentWritten: ticketAndLists,

  ContactCreated: () => [keys.contacts],
  ContactChanged: () => [keys.contacts, keys.tickets, keys.lists],
  ContactTrashed: () => [keys.contacts, keys.tickets, keys.lists],
  ContactRestored: () => [keys.contacts, keys.tickets, keys.lists],
  // Their tickets changed hands; the event doesn't name them.
  ContactsMerged: () => [keys.contacts, keys.tickets, keys.lists],
  ContactsUnmerged: () => [keys.contacts, keys.tickets, keys.lists],
  CompanyCreated: () => [keys.companies],
  CompanyChanged: () => [keys.companies, keys.contacts, keys.tickets, keys.lists],
  CompanyTrashed: () => [keys.companies, keys.contacts, keys.tickets, keys.lists],
  CompanyRestored: () => [keys.companies, keys.contacts, keys.tickets, keys.lists],
  DealCreated: () => [keys.deals],
  DealChanged: () => [keys.deals, keys.tickets],
  DealTrashed: () => [keys.deals, keys.tickets],
  DealRestored: () => [keys.deals, keys.tickets],

  PropertyDefinitionChanged: () => [keys.properties],
  PipelineChanged: () => [keys.pipelines, keys.bootstrap],
  SnippetChanged: () => [keys.snippets],
  MacroChanged: () => [keys.macros],
  SenderRuleChanged: () => [keys.senders],
  SlaGoalsChanged: () => [keys.slaGoals],
  SidebarLayoutChanged: () => [keys.sidebarLayouts],

  NotificationsChanged: () => [keys.notifications],

  ViewChanged: () => [keys.views, keys.lists, keys.counts],
  WorkChanged: () => [keys.works],

  ChannelAccountConnected: () => [keys.accounts, keys.bootstrap],
  ChannelAccountChanged: () => [keys.accounts, keys.bootstrap],
  ChannelAccountDisconnected: () => [keys.accounts, keys.bootstrap],
  ChannelAccountHealthChanged: () => [keys.accounts],
  MailProviderRegistered: () => [keys.mailProviders],
  MailParked: () => [keys.ledgers, keys.counts],

  UserInvited: () => [keys.users],
  UserJoined: directory,
  UserChanged: directory,
  UserDeactivated: directory,
  UserReactivated: directory,
  TeamChanged: () => [keys.bootstrap, keys.teams, keys.lists, keys.counts],
  PasswordChanged: nothing,
  PasswordResetAsked: nothing,
  SignedIn: () => [keys.mySessions],
  SessionRevoked: () => [keys.mySessions],
  ApiTokenCreated: nothing,
  ApiTokenRevoked: nothing,
};

/** Every stale key once. A name from a newer server than this page makes everything stale: rather too much than too little. */
export function staleAfter(hints: readonly Hint[]): readonly QueryKey[] {
  const found = new Map<string, QueryKey>();
  for (const hint of hints) {
    const stale = (changes as Partial<Record<string, Stale>>)[hint.name];
    if (!stale) return [[]];
    for (const key of stale(hint)) found.set(JSON.stringify(key), key);
  }
  return [...found.values()];
}
