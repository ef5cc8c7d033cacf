/** Pure: places in a text that are filled in with what is known of the ticket, as in "Hello {{contact.first_name | there}}". */
import type { ConversationScreen } from "~/api/shapes";

export type Values = Readonly<Record<string, string | null>>;

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

const names = variableNames.join("|").replaceAll(".", "\\.");
const variable = new RegExp(`\\{\\{\\s*(${names})\\s*(?:\\|([^{}]*))?\\}\\}`, "gu");
/** Whatever has the look of one: a word, or words with dots, in double braces. */
const looksLikeOne = /\{\{\s*([\p{L}_][\p{L}\p{N}_-]*(?:\s*\.\s*[\p{L}\p{N}_-]+)*)\s*(?:\|[^{}]*)?\}\}/gu;

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

/** Code is left alone: somebody may explain a template. */
function withoutCode(html: string): string {
  return html.replaceAll(/<(code|pre)\b.*?<\/\1\s*>/gsu, "");
}

export function openVariables(html: string): string[] {
  return [...new Set([...withoutCode(html).matchAll(variable)].map((found) => found[1] ?? ""))];
}

/** What looks like a variable and is none, such as "{{contcat.name}}", each once and as it stands there. */
export function unknownVariables(html: string): string[] {
  const found = [...withoutCode(html).matchAll(looksLikeOne)].filter(([, name = ""]) => !isKnown(name));
  return [...new Set(found.map(([whole]) => whole))];
}

function isKnown(name: string): boolean {
  return (variableNames as readonly string[]).includes(name);
}

/** Where in a plain text they stand: those that wait for a value, and those that are none. */
export function variablesIn(text: string): { readonly from: number; readonly to: number }[] {
  return [...text.matchAll(looksLikeOne)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
}
