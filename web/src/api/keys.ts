/** The names under which answers are cached: one place, so that live/changes.ts can say what an event makes stale. */
import type { ViewKey } from "./shapes.ts";

/** `filter`, as JSON, narrows the view, or stands `instead` of its own while one builds it. */
export type ListQuestion = {
  readonly view: ViewKey;
  readonly sort: string;
  readonly direction: "asc" | "desc";
  readonly filter?: string;
  readonly instead?: true;
  /** Names of the desk's own properties that each row shows, with commas between. */
  readonly properties?: string;
  /** One column of a board. */
  readonly status_id?: number;
};

/** Where one reads and answers: a ticket by its number, or a conversation that stands in an inbox. */
export type PlaceId = number | `inbox-threads/${number}`;

export function placeOfThread(threadId: number): PlaceId {
  return `inbox-threads/${threadId}`;
}

export function threadIn(place: Exclude<PlaceId, number>): number {
  return Number(place.slice(place.indexOf("/") + 1));
}

function placeKey(id: PlaceId) {
  return typeof id === "number" ? (["tickets", id] as const) : (["inboxes", id] as const);
}

export const keys = {
  bootstrap: ["bootstrap"] as const,
  setup: ["setup"] as const,
  views: ["views"] as const,
  counts: ["counts"] as const,
  /** All pages of all lists. */
  lists: ["lists"] as const,
  list: (question: ListQuestion) => ["lists", question] as const,
  /** Not among the lists: it is asked once, and the columns follow by themselves. */
  boardFirst: (question: ListQuestion, pipelineId: number) => ["board-first", question, pipelineId] as const,
  board: (view: ViewKey, pipelineId: number, filter: string | undefined) =>
    ["lists", "board", view, pipelineId, filter ?? null] as const,
  listPage: (question: ListQuestion, after: string | null) => ["lists", question, after] as const,
  /** All of what is shown of tickets one by one. */
  tickets: ["tickets"] as const,
  ticket: placeKey,
  ticketScreen: (id: PlaceId) => [...placeKey(id), "screen"] as const,
  ticketTimeline: (id: PlaceId, told: string | null = null) => [...placeKey(id), "timeline", told] as const,
  ticketLinks: (id: number) => ["tickets", id, "links"] as const,
  ticketFiles: (id: number) => ["tickets", id, "files"] as const,
  forwardPreview: (id: PlaceId, message: number, scope: string) =>
    [...placeKey(id), "forward", message, scope] as const,
  olderMessages: (id: PlaceId) => [...placeKey(id), "messages"] as const,
  /** Older pages of messages: out of reach of most hints, as what was said long ago does not change. */
  allKeptMessages: (id: PlaceId) => ["kept-messages", ...placeKey(id)] as const,
  keptMessages: (id: PlaceId, thread: number | null) => ["kept-messages", ...placeKey(id), thread] as const,
  keptInboxMessages: ["kept-messages", "inboxes"] as const,
  /** The inboxes, their lists and the conversations in them. */
  inboxes: ["inboxes"] as const,
  inboxLists: (id: number) => ["inboxes", id] as const,
  inboxList: (id: number, state: string) => ["inboxes", id, "threads", state] as const,
  contacts: ["contacts"] as const,
  contact: (id: number) => ["contacts", id] as const,
  contactSearch: (text: string) => ["contacts", "search", text] as const,
  companies: ["companies"] as const,
  deals: ["deals"] as const,
  properties: ["properties"] as const,
  pipelines: ["pipelines"] as const,
  senders: ["senders"] as const,
  audit: (kind: string | null, userId: number | null) => ["audit", kind, userId] as const,
  snippets: ["snippets"] as const,
  macros: ["macros"] as const,
  slaGoals: ["sla-goals"] as const,
  sidebarLayouts: ["sidebar-layouts"] as const,
  search: ["search"] as const,
  searchResults: (text: string, kinds: string) => ["search", text, kinds] as const,
  users: ["users"] as const,
  teams: ["teams"] as const,
  mySessions: ["my-sessions"] as const,
  /** The list in the bell, and how many are unread. */
  notifications: ["notifications"] as const,
  notificationList: ["notifications", "list"] as const,
  notificationCount: ["notifications", "unread"] as const,
  notificationDevices: ["notification-devices"] as const,
  pushState: ["push-state"] as const,
  notificationChoices: ["notification-choices"] as const,
  pushDevices: ["push-devices"] as const,
  accounts: ["accounts"] as const,
  mailProviders: ["mail-providers"] as const,
  mailConsent: (token: string) => ["mail-consents", token] as const,
  ledger: (state: string) => ["ledger", state] as const,
  ledgers: ["ledger"] as const,
  /** Bulk acts and exports of one's own. */
  works: ["works"] as const,
  work: (id: number) => ["works", id] as const,
};
