/** Pure: in what order do messages, system notes, days and the unread mark stand in a thread? */
import type { Message, MessagePage, TimelineEvent } from "~/api/shapes";
import { dayOf } from "~/lib/zone";

export type ThreadItem =
  | { readonly kind: "day"; readonly key: string; readonly at: string }
  | { readonly kind: "unread"; readonly key: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      readonly continues: boolean;
      readonly changesThread: boolean;
    }
  | { readonly kind: "notes"; readonly key: string; readonly events: readonly TimelineEvent[] };

/** More notes than this in a row fold into one line. */
export const notesShownSingly = 2;

const shownAsNotes = new Set([
  "TicketOpened",
  "TicketAssigned",
  "TicketStatusChanged",
  "TicketChanged",
  "TicketContactAdded",
  "TicketContactRemoved",
  "TicketTrashed",
  "TicketRestored",
  "ReplyUndone",
  "ForwardUndone",
  "ScheduledReplyReturned",
  "TicketsMerged",
  "TicketsUnmerged",
  "TicketSplit",
  "TicketUnsplit",
  "ThreadMoved",
  "TicketMarkedSpam",
  "TicketNotSpam",
  "AnswerDenied",
  "TicketSnoozed",
  "TicketWoken",
  "SlaOverdue",
  "TicketLinked",
  "TicketUnlinked",
  "ThreadAssigned",
  "ThreadClosed",
  "ThreadReopened",
  "ThreadMarkedSpam",
  "ThreadNotSpam",
  "ThreadAnswerDenied",
]);
const quietFields = new Set(["description", "tags"]);

/** The thread tells what moved the ticket; the rest of its history stands in the sidebar. */
function isNote({ name, body }: TimelineEvent): boolean {
  if (name === "TicketChanged") return !quietFields.has(String(body["field"]));
  if (name === "TicketContactAdded") return body["is_primary"] !== true; // the first one comes with the ticket
  return shownAsNotes.has(name);
}

/** What one act does carries one time; the ticket was there before its first words. */
function momentOf({ name, at }: TimelineEvent): number {
  return Date.parse(at) - (name === "TicketOpened" ? 1_000 : 0);
}

export type ThreadParts = {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly events: readonly TimelineEvent[];
  /** Older messages are not loaded yet: notes from before the first message wait for them. */
  readonly hasOlder: boolean;
  /** The newest message that had been read before this opening; 0 marks nothing. */
  readonly readMessageId: number;
  readonly viewerId: number;
};

const closeInTime = 5 * 60_000;

/** Comments that one colleague writes in a row read as one. */
function continues(before: Message | undefined, message: Message): boolean {
  return (
    message.kind === "comment" &&
    before?.kind === "comment" &&
    before.user_id === message.user_id &&
    Date.parse(message.created_at) - Date.parse(before.created_at) < closeInTime
  );
}

function dayNamed(time: string): string {
  return dayOf(new Date(time));
}

export function threadItems({ messages, events, hasOlder, readMessageId, viewerId }: ThreadParts): ThreadItem[] {
  const start = messages[0]?.created_at;
  const notes = events
    .filter((event) => isNote(event) && (!hasOlder || start === undefined || event.at >= start))
    .toSorted((one, other) => momentOf(one) - momentOf(other) || one.id - other.id);
  const firstUnread =
    readMessageId > 0
      ? messages.find((message) => message.id > readMessageId && message.user_id !== viewerId)
      : undefined;

  const items: ThreadItem[] = [];
  let day = "";
  let next = 0;
  let before: Message | undefined;
  let thread: number | null = null;

  function startDay(at: string): void {
    if (dayNamed(at) === day) return;
    day = dayNamed(at);
    items.push({ kind: "day", key: `day-${day}`, at });
  }
  function putNotesUntil(until: number): void {
    for (let event = notes[next]; event && momentOf(event) <= until; event = notes[next]) {
      startDay(event.at);
      const last = items.at(-1);
      if (last?.kind === "notes") items[items.length - 1] = { ...last, events: [...last.events, event] };
      else items.push({ kind: "notes", key: `notes-${event.id}`, events: [event] });
      before = undefined;
      next += 1;
    }
  }

  for (const message of messages) {
    putNotesUntil(Date.parse(message.created_at) - 1);
    startDay(message.created_at);
    if (message === firstUnread) items.push({ kind: "unread", key: "unread" });
    items.push({
      kind: "message",
      key: `message-${message.id}`,
      message,
      continues: message !== firstUnread && continues(before, message),
      changesThread: message.thread_id !== null && message.thread_id !== thread,
    });
    thread = message.thread_id ?? thread;
    before = message;
  }
  putNotesUntil(Number.POSITIVE_INFINITY);
  return withSingleKeys(items);
}

/** A day that comes twice, as imported history can make it, still needs keys of its own. */
function withSingleKeys(items: ThreadItem[]): ThreadItem[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const times = seen.get(item.key) ?? 0;
    seen.set(item.key, times + 1);
    return times === 0 ? item : { ...item, key: `${item.key}-${times}` };
  });
}

/** Pages of the same thread put together: each message once, in the order of their ids, the later copy winning. */
export function joinPages(...pages: (readonly Message[])[]): Message[] {
  const found = new Map<number, Message>();
  for (const message of pages.flat()) found.set(message.id, message);
  return [...found.values()].toSorted((one, other) => one.id - other.id);
}

/**
 * What is kept of older messages once a fresh newest page came: those that slid out of it join them. Where so much is new
 * that the pages no longer touch, what was kept is let go, so that no gap hides between them.
 */
export function afterNewPage(
  older: MessagePage | undefined,
  before: MessagePage,
  now: MessagePage,
): MessagePage | undefined {
  const start = now.messages[0]?.id;
  const end = before.messages.at(-1)?.id;
  if (start === undefined || end === undefined) return older;
  // The page holds all there is: what is no longer in it has gone to another ticket.
  if (!now.has_more) return older && { messages: [], has_more: false };
  if (end < start) return { messages: [], has_more: true };
  const slidOut = before.messages.filter((message) => message.id < start);
  if (slidOut.length === 0) return older;
  return { messages: joinPages(older?.messages ?? [], slidOut), has_more: older?.has_more ?? before.has_more };
}
