/** Pure: places in a text that are filled in with what is known of the ticket, as in "Hello {{contact.first_name | there}}". */
import type { ConversationScreen } from "~/api/shapes";

export type Values = Readonly<Record<string, string | null>>;

/** Code is left alone: somebody may explain a template. */
const variable = /\{\{\s*((?:contact|company|ticket|owner|agent)\.[a-z_]+)\s*(?:\|([^{}]*))?\}\}/gu;

export const variableNames = [
  "contact.first_name",
  "contact.name",
  "contact.email",
  "company.name",
  "ticket.name",
  "ticket.id",
  "owner.name",
  "agent.name",
  "agent.first_name",
] as const;

function first(name: string | null | undefined): string | null {
  return name?.trim().split(/\s+/u)[0] || null;
}

export function valuesOf(screen: ConversationScreen, agent: string, owner: string | null): Values {
  const contact = screen.contacts.find((one) => one.is_primary) ?? screen.contacts[0];
  // Somebody known by their address alone has no name to be called by.
  const name = contact && contact.name !== contact.email ? contact.name || null : null;
  return {
    "contact.first_name": first(name),
    "contact.name": name,
    "contact.email": contact?.email ?? null,
    "company.name": screen.ticket?.company?.name ?? null,
    "ticket.name": screen.ticket?.name ?? null,
    "ticket.id": screen.ticket ? String(screen.ticket.id) : null,
    "owner.name": owner,
    "agent.name": agent,
    "agent.first_name": first(agent),
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What is not known takes its words instead, and stays where there are none. */
export function fillIn(html: string, values: Values): string {
  return html.replaceAll(variable, (whole, name: string, instead: string | undefined) => {
    const value = values[name];
    if (value) return escaped(value);
    return instead?.trim() ? instead.trim() : whole;
  });
}

export function openVariables(html: string): string[] {
  const words = html.replaceAll(/<(code|pre)\b.*?<\/\1\s*>/gsu, "");
  return [...new Set([...words.matchAll(variable)].map((found) => found[1] ?? ""))];
}

/** Where in a plain text they stand. */
export function variablesIn(text: string): { readonly from: number; readonly to: number }[] {
  return [...text.matchAll(variable)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
}
