/** Which priorities and channels a ticket can have, and what they are called. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Channel, Priority } from "~/api/shapes";

/** The least first. */
export const priorities: readonly Priority[] = ["LOW", "MEDIUM", "HIGH", "URGENT"];
export const priorityNames: Record<Priority, MessageDescriptor> = {
  LOW: msg`Low`,
  MEDIUM: msg`Medium`,
  HIGH: msg`High`,
  URGENT: msg`Urgent`,
};

export function isPriority(value: unknown): value is Priority {
  return priorities.some((priority) => priority === value);
}

export const channels: readonly Channel[] = ["email", "chat", "form", "calling", "whatsapp", "messenger"];
export const channelNames: Record<Channel, MessageDescriptor> = {
  email: msg`E-mail`,
  chat: msg`Chat`,
  form: msg`Form`,
  calling: msg`Call`,
  whatsapp: msg`WhatsApp`,
  messenger: msg`Messenger`,
};
