/** Pure: the one or two letters and the hue that stand for a name. */

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function first(word: string): string {
  // Two plain signs never melt into one, and taking a word apart by its language's rules is dear in a long list.
  const plain = /^[a-z0-9](?=[a-z0-9]|$)/iu.exec(word);
  if (plain) return plain[0].toLocaleUpperCase();
  for (const { segment } of graphemes.segment(word)) return segment.toLocaleUpperCase();
  return "";
}

/** Of "Ann-Mari Virtanen" AV, of "ann@example.com" A, of a name in a script without capitals its first sign. */
export function initials(name: string): string {
  const words = (name.split("@")[0] ?? "").split(/[\s._]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const [start, end] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  if (!start) return "?";
  return first(start) + (end && /^\p{L}/u.test(end) ? first(end) : "");
}

/** The same text gives the same hue, one of 12 spread around the wheel. */
export function hueOf(text: string): number {
  let hash = 7;
  for (const sign of text.toLowerCase()) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 12) * 30 + 15;
}
