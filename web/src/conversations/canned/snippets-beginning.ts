/** Pure: which snippets does one mean by what was typed after "#"? */
import type { Snippet } from "./canned.ts";

/** A shortcut that begins so comes first, then a name with a word that does. */
export function snippetsBeginning<Of extends Pick<Snippet, "shortcut" | "name">>(
  typed: string,
  snippets: readonly Of[],
): Of[] {
  const wanted = typed.toLowerCase();
  const rank = ({ shortcut, name }: Of) => {
    if (shortcut.toLowerCase() === wanted) return 3;
    if (shortcut.toLowerCase().startsWith(wanted)) return 2;
    return name
      .toLowerCase()
      .split(/\s+/u)
      .some((word) => word.startsWith(wanted))
      ? 1
      : 0;
  };
  return snippets.filter((one) => rank(one) > 0).toSorted((one, other) => rank(other) - rank(one));
}
