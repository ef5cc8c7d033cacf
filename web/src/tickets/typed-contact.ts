/** Pure: whom a new ticket is for, as typed or chosen. */
import type { Address, Contact } from "~/api/shapes";
import { parseAddresses } from "~/conversations/recipients";

/** `chosen` is one of those that are known; without it only what was typed counts. */
export type TypedContact = { readonly text: string; readonly chosen: Contact | null };

export const noContact: TypedContact = { text: "", chosen: null };

/** "Ann Kowalska <ann@customer.example>" names the contact too, for one that is new. */
export function personIn(text: string): Address | null {
  const { addresses, rest } = parseAddresses(text);
  return addresses.length === 1 && rest === "" ? (addresses[0] ?? null) : null;
}

export function writtenOut({ name, email }: Pick<Contact, "name" | "email">): string {
  return email && name && name !== email ? `${name} <${email}>` : email || name;
}

/** Where a first message would go. */
export function addressOf({ text, chosen }: TypedContact): string | null {
  return chosen ? (chosen.email ?? null) : (personIn(text)?.address ?? null);
}

/** Something was typed that names nobody. */
export function isUnclear({ text, chosen }: TypedContact): boolean {
  return text.trim() !== "" && !chosen && !personIn(text);
}

export function asContactOf({ text, chosen }: TypedContact): {
  readonly contact_id?: number;
  readonly contact_email?: string;
  readonly contact_name?: string;
} {
  if (chosen) return { contact_id: chosen.id };
  const person = personIn(text);
  return person ? { contact_email: person.address, ...(person.name ? { contact_name: person.name } : {}) } : {};
}
