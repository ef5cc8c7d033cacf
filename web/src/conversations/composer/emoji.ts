/** Emoji by name, in the reader's language: a large list, so it is loaded when somebody looks for one. */

export type Emoji = { readonly sign: string; readonly label: string; readonly words: string };

type Compact = {
  readonly label: string;
  readonly unicode: string;
  readonly group?: number;
  readonly tags?: readonly string[];
};

const books = {
  en: () => import("emojibase-data/en/compact.json"),
  fi: () => import("emojibase-data/fi/compact.json"),
  pl: () => import("emojibase-data/pl/compact.json"),
};
const components = 2; // skin tones and hair, which stand for nothing alone
const loaded = new Map<string, Promise<readonly Emoji[]>>();

export function loadEmoji(locale: string): Promise<readonly Emoji[]> {
  const language = locale in books ? (locale as keyof typeof books) : "en";
  const found =
    loaded.get(language) ?? books[language]().then((book) => (book.default as readonly Compact[]).flatMap(fromBook));
  loaded.set(language, found);
  found.catch(() => loaded.delete(language));
  return found;
}

function fromBook({ label, unicode, group, tags }: Compact): Emoji[] {
  return group === undefined || group === components
    ? []
    : [{ sign: unicode, label, words: [label, ...(tags ?? [])].join(" ").toLowerCase() }];
}

/** Those of which a word begins with each of the typed ones; the shortest name first. */
export function emojiCalled(typed: string, all: readonly Emoji[]): Emoji[] {
  const wanted = typed
    .toLowerCase()
    .split(/[\s_-]+/u)
    .filter(Boolean);
  if (wanted.length === 0) return [...all];
  return all
    .filter(({ words }) => wanted.every((word) => words.startsWith(word) || words.includes(` ${word}`)))
    .toSorted(
      (one, other) =>
        Number(other.label.toLowerCase().startsWith(wanted[0] ?? "")) -
          Number(one.label.toLowerCase().startsWith(wanted[0] ?? "")) || one.label.length - other.label.length,
    );
}
