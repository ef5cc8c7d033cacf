/** What the server sends and takes, as agreed in the HTTP contract. */
import type { Told } from "./told-words.tsx";

export type Priority = "LOW" | "MEDIUM" | "HIGH" | "URGENT";
export type Channel = "email" | "chat" | "form" | "calling" | "whatsapp" | "messenger";
export type Visibility = "everything" | "team" | "owned";

export type Me = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly is_super_admin: boolean;
  readonly seat: "service" | "none";
  readonly permissions: readonly string[];
  readonly visibility: Visibility;
  readonly locale: string;
  readonly time_zone: string;
  readonly theme: "system" | "light" | "dark";
  readonly density: "compact" | "comfortable";
  readonly signature_html: string;
};

export type DirectoryUser = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly is_active: boolean;
};
export type DirectoryTeam = { readonly id: number; readonly name: string; readonly member_ids: readonly number[] };
export type Status = { readonly id: number; readonly label: string; readonly is_closed: boolean };
export type Pipeline = { readonly id: number; readonly label: string; readonly statuses: readonly Status[] };
export type Category = { readonly value: string; readonly label: string };
export type DirectoryAccount = {
  readonly id: number;
  readonly channel: Channel;
  readonly name: string;
  readonly address: string;
  readonly signature_html: string;
};

export type Directory = {
  readonly users: readonly DirectoryUser[];
  readonly teams: readonly DirectoryTeam[];
  readonly pipelines: readonly Pipeline[];
  readonly categories: readonly Category[];
  readonly channel_accounts: readonly DirectoryAccount[];
};

/** Everything the workspace needs before it shows anything, in one call. */
export type Bootstrap = {
  readonly user: Me;
  readonly desk: { readonly company: string };
  readonly directory: Directory;
  readonly live: { readonly cursor: string };
};

export type DefaultViewKey =
  | "unassigned"
  | "mine"
  | "all_open"
  | "team_open"
  | "team_unassigned"
  | "mentions"
  | "following"
  | "drafts"
  | "snoozed"
  | "all_closed"
  | "spam"
  | "trash"
  | "parked";

/** A view that a user made: v and its number. */
export type CustomViewKey = `v${number}`;

export type ViewKey = DefaultViewKey | CustomViewKey;

export type ViewLayout = "table" | "split" | "board";

export type ViewSharing = "private" | "teams" | "everyone";

export type SortChoice = { readonly by: string; readonly direction: "asc" | "desc" };

/** What one person wants of one view; whatever is missing follows the view's own. */
export type ViewSettings = {
  readonly position?: number;
  readonly hidden?: boolean;
  /** Those that show, in their order. */
  readonly columns?: readonly string[];
  readonly widths?: Readonly<Record<string, number>>;
  readonly sort?: SortChoice;
  readonly layout?: ViewLayout;
};

export type View = {
  readonly key: ViewKey;
  readonly name: string;
  readonly group: "open" | "personal" | "archive" | "custom";
  readonly position: number;
  readonly hidden: boolean;
  /** The view's own sort, before the person's settings. */
  readonly sort: string;
  readonly direction: "asc" | "desc";
  readonly columns: readonly string[];
  readonly settings: ViewSettings;
  /** What only a view that a user made has. */
  readonly custom: CustomView | null;
  readonly may_edit: boolean;
};

/** `team_ids` count when it is shared with teams. */
export type CustomView = {
  readonly owner_id: number;
  readonly shared_with: ViewSharing;
  readonly team_ids: readonly number[];
  readonly filter: unknown;
  readonly layout: ViewLayout;
};

export type PersonRef = { readonly id: number; readonly name: string; readonly email: string | null };

export type SlaGoalName = "first_reply" | "next_reply" | "close";

/** The clock of one SLA goal. Which state it is in follows from its times; it has none while it is paused. */
export type SlaClockTimes = {
  readonly goal: SlaGoalName;
  readonly due_at: string | null;
  readonly due_soon_at: string | null;
  readonly is_paused: boolean;
  readonly done: "on_time" | "late" | null;
};

export type TicketSlaGoal = {
  readonly goal: SlaGoalName;
  readonly state: "active" | "due_soon" | "overdue" | "on_time" | "late";
  readonly started_at: string;
  readonly due_at: string | null;
  readonly due_soon_at: string | null;
  readonly done_at: string | null;
  /** Of the time that counts for it, while it is paused. */
  readonly left_seconds: number | null;
};

export type TicketSla = {
  readonly goals: readonly TicketSlaGoal[];
  readonly is_paused: boolean;
  /** The name of the rule that holds. */
  readonly rule: string;
};

/** What a list and the ticket's own screen tell alike. */
export type TicketFacts = {
  readonly id: number;
  readonly name: string;
  readonly status_id: number;
  readonly pipeline_id: number;
  readonly is_closed: boolean;
  readonly owner_id: number | null;
  readonly team_id: number | null;
  readonly priority: Priority | null;
  readonly category: string | null;
  readonly channel: Channel | null;
  readonly contact: PersonRef | null;
  readonly company: { readonly id: number; readonly name: string } | null;
  readonly tags: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly active_at: string;
  readonly last_incoming_at: string | null;
  readonly last_outgoing_at: string | null;
  readonly preview: string | null;
  readonly preview_direction: "incoming" | "outgoing" | "comment" | null;
  readonly message_count: number;
  readonly is_unread: boolean;
  readonly delivery_failed: boolean;
  readonly last_message_id: number | null;
  readonly closed_at: string | null;
  readonly deleted_at: string | null;
  readonly is_snoozed?: boolean;
  readonly snoozed_until?: string | null;
};

export type TicketRow = TicketFacts & {
  /** The clock of its most pressing goal. */
  readonly sla: SlaClockTimes | null;
};

export type TicketPage = { readonly tickets: readonly TicketRow[]; readonly next: string | null };

export type Address = { readonly name: string | null; readonly address: string };

export type Attachment = {
  readonly id: number;
  readonly name: string;
  readonly content_type: string;
  readonly size: number;
  readonly is_inline: boolean;
  readonly content_id: string | null;
  readonly url: string;
};

export type Message = {
  readonly id: number;
  readonly thread_id: number | null;
  readonly kind: "message" | "comment";
  readonly direction: "incoming" | "outgoing" | null;
  readonly user_id: number | null;
  readonly contact_id: number | null;
  readonly from: Address | null;
  readonly recipients: readonly {
    readonly field: "to" | "cc" | "bcc" | "reply_to";
    readonly name: string | null;
    readonly address: string;
  }[];
  readonly subject: string | null;
  readonly created_at: string;
  readonly sent_at: string | null;
  readonly visible_text: string | null;
  readonly has_html: boolean;
  readonly text: string;
  readonly quoted: boolean;
  readonly is_automatic: boolean;
  readonly automatic_kind: string | null;
  readonly is_third_party: boolean;
  readonly subject_changed: boolean;
  readonly delivery: "queued" | "sending" | "sent" | "failed" | "bounced" | null;
  /** Why it did not leave, left late, or came back. */
  readonly failure: Told | null;
  readonly send_at: string | null;
  readonly attachments: readonly Attachment[];
  /** Sanitised; only what we wrote ourselves, which is shown in line. Other people's HTML comes through its frame. */
  readonly safe_html: string | null;
  readonly has_raw: boolean;
  /** What this message of ours passes on to somebody outside; null when it is no forward. */
  readonly forwarded: readonly MessageBrief[] | null;
};

export type MessageBrief = {
  readonly id: number;
  readonly from: Address;
  readonly sent_at: string;
  readonly preview: string;
};

/** What would go along with a forward. */
export type ForwardPreview = {
  readonly subject: string;
  readonly messages: readonly MessageBrief[];
  readonly files: readonly Upload[];
};

export type ForwardScope = "message" | "conversation";

export type PrintedMessage = {
  readonly id: number;
  readonly writer: string;
  readonly to: string;
  readonly at: string;
  readonly text: string;
  /** Made safe by the server, to stand in a page. */
  readonly html: string | null;
  readonly files: readonly {
    readonly id: number;
    readonly name: string;
    readonly content_type: string;
    readonly url: string;
  }[];
};

export type PrintedConversation = {
  readonly id: number;
  readonly name: string;
  readonly contact: string;
  readonly blocked_images: number;
  readonly messages: readonly PrintedMessage[];
};

export type MessagePage = { readonly messages: readonly Message[]; readonly has_more: boolean };

export type Thread = {
  readonly id: number;
  readonly channel: Channel;
  readonly channel_account_id: number | null;
  readonly subject: string | null;
  readonly associated_at: string;
  readonly last_message_at: string | null;
  readonly participants: readonly {
    readonly address: string;
    readonly name: string | null;
    readonly role: string;
    readonly contact_id: number | null;
  }[];
  readonly reply_to: { readonly to: readonly Address[]; readonly cc: readonly Address[] };
  readonly is_spam: boolean;
};

export type TicketContact = {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly is_primary: boolean;
  /** All addresses; null when there is none. */
  readonly addresses: readonly { readonly email: string; readonly bounce: "hard" | "soft" | null }[] | null;
};

export type TicketCompany = {
  readonly id: number;
  readonly name: string;
  readonly domain: string | null;
  readonly is_primary: boolean;
};
export type TicketDeal = {
  readonly id: number;
  readonly name: string;
  readonly amount: number | null;
  readonly stage: string;
  readonly close_date: string | null;
  readonly owner_id: number | null;
};

/** A ticket as it stands beside another one, in a contact's list. */
export type TicketBrief = Pick<
  TicketRow,
  | "id"
  | "name"
  | "status_id"
  | "pipeline_id"
  | "is_closed"
  | "owner_id"
  | "priority"
  | "created_at"
  | "active_at"
  | "preview"
>;

export type TicketWhole = TicketFacts & {
  readonly sla: TicketSla | null;
  readonly description: string | null;
  readonly first_reply_at: string | null;
  readonly reopened_at: string | null;
  readonly is_following: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly may: Readonly<Record<string, boolean>>;
  readonly spam_at: string | null;
  /** The snooze also ends when the customer answers. */
  readonly snoozed_until_reply: boolean;
  /** The act that made this record, while it can still be undone. */
  readonly made_by: {
    readonly act: "merge" | "split";
    /** The two that were merged, or the one that it was split from. */ readonly from: readonly number[];
  } | null;
  /** How far the viewer had read when this was asked; 0 or missing marks nothing as new. */
  readonly read_message_id?: number;
};

export type Draft = { readonly body: Readonly<Record<string, unknown>>; readonly version: number };

export type TicketScreen = {
  readonly ticket: TicketWhole;
  readonly contacts: readonly TicketContact[];
  readonly companies: readonly TicketCompany[];
  readonly deals: readonly TicketDeal[];
  readonly threads: readonly Thread[];
  readonly messages: MessagePage;
  readonly drafts: { readonly reply?: Draft; readonly comment?: Draft; readonly forward?: Draft };
  readonly other_tickets: readonly TicketBrief[];
  /** Replies that wait for their time. */
  readonly scheduled: readonly ScheduledReply[];
};

/** What reading and answering needs to know, on a ticket or, where there is none, in an inbox. */
export type ConversationScreen = Pick<TicketScreen, "contacts" | "threads" | "messages" | "drafts" | "scheduled"> & {
  readonly ticket: TicketWhole | null;
};

export type ScheduledReply = {
  readonly id: number;
  readonly user_id: number;
  readonly send_at: string;
  readonly only_if_unanswered: boolean;
  readonly text: string;
  readonly recipients: readonly {
    readonly field: "to" | "cc" | "bcc";
    readonly name: string;
    readonly address: string;
  }[];
};

export type TimelineEvent = {
  readonly id: number;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: number | null; readonly name: string | null };
  readonly via: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of the conversation that it tells of, where it stands now; null too for who may not see it there. */
  readonly place?: ThreadPlace | null;
};

export type ThreadPlace = {
  readonly thread_id: number;
  readonly ticket_id: number | null;
  readonly inbox_id: number;
  readonly is_spam: boolean;
};

export type SearchKind = "ticket" | "message" | "contact" | "company";

export type SearchResult = {
  readonly kind: SearchKind;
  readonly ticket_id: number | null;
  readonly message_id: number | null;
  readonly contact_id: number | null;
  readonly company_id: number | null;
  /** Of a conversation that stands in an inbox. */
  readonly thread_id: number | null;
  readonly inbox_id: number | null;
  readonly title: string;
  /** Plain text; a hit stands between U+0001 and U+0002. */
  readonly snippet: string;
  readonly at: string | null;
  readonly status_id: number | null;
};

export type NewTicket = {
  readonly name: string;
  readonly pipeline_id: number;
  readonly status_id: number;
  readonly contact_id?: number;
  readonly contact_email?: string;
  readonly contact_name?: string;
  readonly company_id?: number;
  readonly owner_id?: number | null;
  readonly priority?: Priority | null;
  readonly category?: string | null;
  readonly description?: string;
  readonly message?: { readonly html: string; readonly channel_account_id: number };
};

export type TimelinePage = { readonly events: readonly TimelineEvent[]; readonly has_more: boolean };

/** A file on the server that no message holds yet. */
export type Upload = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
  readonly url: string;
};

/** What the server keeps of an unsent reply or comment. The names are the server's; `attachments` are there to draw their chips. */
export type DraftBody = {
  readonly html: string;
  readonly text: string;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly attachments: readonly Upload[];
  readonly attachment_ids: readonly number[];
  readonly thread_id: number | null;
  readonly seen_message_id: number;
  /** What a forward passes on; null in every other draft. */
  readonly forward: ForwardDraft | null;
  /** Why a scheduled reply became this draft again. */
  readonly returned?: string | null;
};

export type ForwardDraft = {
  readonly message_id: number;
  readonly scope: ForwardScope;
  readonly without_file_ids: readonly number[];
  readonly subject: string | null;
};

export type Contact = PersonRef & {
  readonly phone?: string | null;
  readonly company?: string | { readonly id: number; readonly name: string } | null;
};
