/** Pure: a person's signature below their words, put there when a reply goes and taken away when it comes back. */
import { isBlank } from "./plain-words.ts";

export function withSignature(html: string, signature: string): string {
  return isBlank(signature) ? html : `${html}<p></p>${signature}`;
}

/** What the reader of a mail finds below the words: the writer's, then the address's below a line of two dashes. */
export function signaturesBelow(own: string, ofAddress: string): string {
  return isBlank(ofAddress) ? own : `${isBlank(own) ? "" : own}<p>-- </p>${ofAddress}`;
}

export function withoutSignature(html: string, signature: string): string {
  const end = `<p></p>${signature}`;
  return !isBlank(signature) && html.endsWith(end) ? html.slice(0, -end.length) : html;
}
