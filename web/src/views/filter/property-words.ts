/** What can be asked of tickets, in the reader's language. What the desk defines for itself is called what the desk calls it. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

export type AskedProperty = {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly about: string;
  readonly operators: readonly string[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

const names: Readonly<Record<string, MessageDescriptor>> = {
  "ticket.id": msg`Ticket number`,
  "ticket.name": msg`Ticket name`,
  "ticket.description": msg`Description`,
  "ticket.priority": msg`Priority`,
  "ticket.category": msg`Category`,
  "ticket.pipeline_id": msg`Pipeline`,
  "ticket.status_id": msg`Status`,
  "ticket.is_closed": msg`Closed`,
  "ticket.is_snoozed": msg`Snoozed`,
  "ticket.snoozed_until": msg`Snoozed until`,
  "ticket.owner_id": msg`Owner`,
  "ticket.team_id": msg`Team`,
  "ticket.contact_id": msg`Contact`,
  "ticket.company_id": msg`Company`,
  "ticket.tags": msg`Tags`,
  "ticket.created_at": msg`Created`,
  "ticket.updated_at": msg`Last changed`,
  "ticket.active_at": msg`Last activity`,
  "ticket.closed_at": msg`Closed at`,
  "ticket.reopened_at": msg`Reopened at`,
  "ticket.first_reply_at": msg`First reply`,
  sla_state: msg`SLA state`,
  sla_due_at: msg`SLA due`,
  channel: msg`Channel`,
  channel_account: msg`Connected address`,
  text: msg`Any text`,
  last_message: msg`Last message`,
  last_incoming_at: msg`Last message received`,
  last_outgoing_at: msg`Last message sent`,
  message_count: msg`Number of messages`,
  delivery_failed: msg`Delivery failed`,
  unread: msg`Unread`,
  followed: msg`Followed by me`,
  mentioned: msg`I am mentioned`,
  of_my_teams: msg`Of my teams or their members`,
  drafted: msg`I have a draft`,
  "contact.name": msg`Contact's name`,
  "contact.email": msg`Contact's e-mail`,
  "contact.phone": msg`Contact's phone`,
  "contact.language": msg`Contact's language`,
  "contact.owner_id": msg`Contact's owner`,
  "contact.created_at": msg`Contact created`,
  "company.name": msg`Company's name`,
  "company.domain": msg`Company's domain`,
  "company.phone": msg`Company's phone`,
  "company.owner_id": msg`Company's owner`,
  "company.created_at": msg`Company created`,
};

const groups: Readonly<Record<string, MessageDescriptor>> = {
  ticket: msg`Ticket`,
  contact: msg`Contact`,
  company: msg`Company`,
  conversation: msg`Conversation`,
};

export function propertyName(i18n: I18n, property: Pick<AskedProperty, "name" | "label">): string {
  const words = names[property.name];
  return words ? i18n._(words) : property.label;
}

export function propertyGroup(i18n: I18n, property: Pick<AskedProperty, "about">): string {
  const words = groups[property.about];
  return words ? i18n._(words) : "";
}
