/** Pure: where in a plain text are links and addresses? */

export type TextPart = { readonly text: string; readonly href: string | null };

const found = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/giu;

/** What ends a sentence does not belong to the link, nor does a bracket that was opened before it. */
function trimmed(link: string): string {
  let end = link.replace(/[.,;:!?'"»”’*_]+$/u, "");
  for (const [open, close] of [
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
  ] as const) {
    while (end.endsWith(close) && end.split(close).length > end.split(open).length)
      end = end.slice(0, -1).replace(/[.,;:!?]+$/u, "");
  }
  return end;
}

function hrefOf(link: string): string {
  if (/^https?:/iu.test(link)) return link;
  return /^www\./iu.test(link) ? `https://${link}` : `mailto:${link}`;
}

export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(found)) {
    const link = trimmed(match[0]);
    if (link === "" || match.index < end) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: link, href: hrefOf(link) });
    end = match.index + link.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}
