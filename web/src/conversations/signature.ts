/** Pure: a person's signature below their words, put there when a reply goes and taken away when it comes back. */
import { isBlank } from "./plain-words.ts";

export function withSignature(html: string, signature: string): string {
  return isBlank(signature) ? html : `${html}<p></p>${signature}`;
}

export function withoutSignature(html: string, signature: string): string {
  const end = `<p></p>${signature}`;
  return !isBlank(signature) && html.endsWith(end) ? html.slice(0, -end.length) : html;
}
