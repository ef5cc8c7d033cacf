/** Pure: what was said on the ticket since the writer began (W7)? */
import type { Message } from "~/api/shapes";

/** What somebody else has said past what was seen. Machines' mail counts too: it may say that the customer is away. */
export function newerThan(messages: readonly Message[], seenMessageId: number, viewerId: number): Message[] {
  return messages.filter((message) => message.id > seenMessageId && message.user_id !== viewerId);
}

export function newestId(messages: readonly Message[]): number {
  return messages.reduce((newest, message) => Math.max(newest, message.id), 0);
}

/** The message ids in the facts of a refused send; empty when the refusal is about something else. */
export function newerIds(facts: Readonly<Record<string, unknown>>): number[] {
  const newer = facts["newer"];
  return Array.isArray(newer)
    ? newer
        .map((one: unknown) => (typeof one === "object" && one !== null && "id" in one ? Number(one.id) : Number(one)))
        .filter(Number.isFinite)
    : [];
}
