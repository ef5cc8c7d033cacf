/** What one can say on a ticket, and take back: the calls behind the composer. */
import { api } from "~/api/client";
import type { PlaceId } from "~/api/keys";
import type { Address, Draft, DraftBody, ForwardDraft, ForwardPreview, ForwardScope } from "~/api/shapes";

function at(place: PlaceId): string {
  return typeof place === "number" ? `/tickets/${place}` : `/${place}`;
}

export type DraftKind = "reply" | "comment" | "forward";

export type ReplyToSend = {
  readonly html: string;
  readonly text: string;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly attachment_ids: readonly number[];
  readonly thread_id: number | null;
  /** The newest message or comment that the writer has seen: the server refuses when there is a newer one. */
  readonly seen_message_id: number;
  readonly status_id?: number;
  readonly channel_account_id?: number;
};

/** The same reply, whatever has been seen since: its own lost answer may have brought it to the screen. */
function whatever(reply: ReplyToSend): unknown {
  return { ...reply, seen_message_id: null, draft: null };
}

export type Written = { readonly message_id: number; readonly send_at: string };

/** Throws Refusal `ticket.thread_changed` with facts {newer}. */
export function sendReply(place: PlaceId, reply: ReplyToSend): Promise<Written> {
  return api.post(`${at(place)}/replies`, reply, { once: whatever(reply) });
}

/** Throws Refusal as sending does. */
export function scheduleReply(
  place: PlaceId,
  reply: ReplyToSend & { readonly send_at: string; readonly only_if_unanswered: boolean; readonly draft: DraftBody },
): Promise<{ readonly id: number }> {
  return api.post(`${at(place)}/scheduled`, reply, { once: whatever(reply) });
}

type Returned = Promise<{ readonly draft: Draft }>;

export const scheduled = {
  send: (id: number): Promise<Written> => api.post(`/scheduled/${id}/send`),
  edit: (id: number): Returned => api.post(`/scheduled/${id}/edit`),
  /** A colleague's draft is not told. */
  cancel: (id: number): Promise<{ readonly draft: Draft | null }> => api.delete(`/scheduled/${id}`),
};

export type ForwardToSend = Pick<ReplyToSend, "html" | "text" | "to" | "cc" | "bcc" | "attachment_ids" | "status_id"> &
  ForwardDraft;

export function sendForward(place: PlaceId, forward: ForwardToSend): Promise<Written> {
  return api.post(`${at(place)}/forwards`, forward, { once: forward });
}

export function askForwardPreview(place: PlaceId, messageId: number, scope: ForwardScope): Promise<ForwardPreview> {
  return api.get(`${at(place)}/messages/${messageId}/forward`, { query: { scope } });
}

/** Takes a reply or a forward back before it leaves; its words come back as the draft of its kind. */
export function undoSending(
  messageId: number,
): Promise<{ readonly draft: (Draft & { readonly kind: DraftKind }) | null }> {
  return api.post(`/messages/${messageId}/undo`);
}

export function retryDelivery(messageId: number): Promise<void> {
  return api.post(`/messages/${messageId}/retry`);
}

export type CommentToAdd = {
  readonly html: string;
  readonly text: string;
  readonly mentioned_user_ids: readonly number[];
  readonly attachment_ids: readonly number[];
};

export function addComment(place: PlaceId, comment: CommentToAdd): Promise<unknown> {
  return api.post(`${at(place)}/comments`, comment, { once: comment });
}

/** Throws Refusal `draft.changed` with facts {body, version} when another window was faster. */
export function saveDraft(
  place: PlaceId,
  kind: DraftKind,
  body: DraftBody,
  version: number,
): Promise<{ readonly version: number }> {
  return api.put(`${at(place)}/drafts/${kind}`, { body, version });
}

export function discardDraft(place: PlaceId, kind: DraftKind): Promise<void> {
  return api.delete(`${at(place)}/drafts/${kind}`);
}

/** For a page that is going away: the browser carries it on although nobody is left to hear the answer. */
export function saveDraftOnLeaving(place: PlaceId, kind: DraftKind, body: DraftBody, version: number): void {
  void fetch(`/api${at(place)}/drafts/${kind}`, {
    method: "PUT",
    keepalive: true,
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-deskbell": "1" },
    body: JSON.stringify({ body, version }),
  }).catch(() => undefined);
}
