/** Pure: to whom does a reply go, and what addresses did somebody type or paste? */
import type { Address, Message, Thread } from "~/api/shapes";

export type Recipients = {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
};
export type RecipientField = keyof Recipients;

/** What may stand as an address on a mail's envelope; the server has the last word. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.?[^\s@<>(),;:"[\]\\]+$/u.test(text) && !text.includes("..");
}

export function sameAddress(one: Address, other: Address): boolean {
  return one.address.toLowerCase() === other.address.toLowerCase();
}

/** Each address once, the first mention wins. */
export function distinct(addresses: readonly Address[]): Address[] {
  return addresses.filter(
    (address, place) => addresses.findIndex((earlier) => sameAddress(earlier, address)) === place,
  );
}

function parts(text: string): string[] {
  const found: string[] = [];
  let part = "";
  let quoted = false;
  let angled = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === "<") angled = true;
    else if (!quoted && sign === ">") angled = false;
    if (!quoted && !angled && /[,;\n\t]/.test(sign)) {
      found.push(part);
      part = "";
    } else part += sign;
  }
  return [...found, part].map((piece) => piece.trim()).filter(Boolean);
}

function parsed(piece: string): Address[] | null {
  const named = /^(.*?)<\s*([^<>]+?)\s*>$/su.exec(piece);
  if (named?.[2] && isAddress(named[2])) {
    const name = (named[1] ?? "")
      .trim()
      .replace(/^"(.*)"$/su, "$1")
      .replaceAll('\\"', '"')
      .trim();
    return [{ name, address: named[2] }];
  }
  const bare = piece.replace(/^mailto:/iu, "");
  if (isAddress(bare)) return [{ name: "", address: bare }];
  const several = piece.split(/\s+/u);
  return several.length > 1 && several.every(isAddress) ? several.map((address) => ({ name: "", address })) : null;
}

/** Reads "Ann <ann@example.com>, bob@example.com"; what is no address comes back in `rest`, so that nothing typed is lost. */
export function parseAddresses(text: string): { readonly addresses: readonly Address[]; readonly rest: string } {
  const addresses: Address[] = [];
  const rest: string[] = [];
  for (const piece of parts(text)) {
    const found = parsed(piece);
    if (found) addresses.push(...found);
    else rest.push(piece);
  }
  return { addresses: distinct(addresses), rest: rest.join(", ") };
}

export function addTo(recipients: Recipients, field: RecipientField, added: readonly Address[]): Recipients {
  return { ...recipients, [field]: distinct([...recipients[field], ...added]) };
}

function isOwn(own: readonly string[], address: Address): boolean {
  return own.some((ours) => ours.toLowerCase() === address.address.toLowerCase());
}

/** The answer to a thread goes to its customer with everybody who was copied, and never to ourselves. */
export function replyRecipients(
  thread: Thread | undefined,
  own: readonly string[],
  fallback: Address | null,
): Recipients {
  const to = (thread?.reply_to.to ?? []).filter((address) => !isOwn(own, address));
  const cc = (thread?.reply_to.cc ?? []).filter(
    (address) => !isOwn(own, address) && !to.some((main) => sameAddress(main, address)),
  );
  if (to.length > 0) return { to: distinct(to), cc: distinct(cc), bcc: [] };
  return { to: fallback && !isOwn(own, fallback) ? [fallback] : [], cc: distinct(cc), bcc: [] };
}

/** The answer to one message: its writer alone, or with all whom it went to. Of a message of ours, those it went to. */
export function recipientsForMessage(message: Message, own: readonly string[], all: boolean): Recipients {
  const others = (field: "to" | "cc") =>
    message.recipients
      .filter((one) => one.field === field && !isOwn(own, one))
      .map(({ name, address }) => ({ name, address }));
  if (message.direction === "outgoing")
    return { to: distinct(others("to")), cc: all ? distinct(others("cc")) : [], bcc: [] };
  const to = message.from ? [message.from] : [];
  const cc = all
    ? [...others("to"), ...others("cc")].filter((address) => !to.some((writer) => sameAddress(address, writer)))
    : [];
  return { to, cc: distinct(cc), bcc: [] };
}

/** Whom it goes to, in as few words as a toast has room for. */
export function called(people: readonly Address[]): string {
  const [first, ...others] = people;
  return first === undefined ? "" : first.address + (others.length > 0 ? ` +${others.length}` : "");
}

export function cleaned({ name, address }: Address): Address {
  return { name: name ?? "", address };
}
