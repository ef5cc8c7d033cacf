/** Pure: a snippet as its parts, those that were searched for marked. Hits stand between U+0001 and U+0002. */

export type Part = { readonly text: string; readonly isHit: boolean };

export function markedParts(snippet: string): Part[] {
  return snippet
    .split("\u0001")
    .flatMap((piece, place): Part[] => {
      if (place === 0) return [{ text: piece, isHit: false }];
      const [hit = "", ...rest] = piece.split("\u0002");
      return [
        { text: hit, isHit: true },
        { text: rest.join(""), isHit: false },
      ];
    })
    .filter((part) => part.text !== "");
}

/** What a hit says of something that is named already: the parts of its snippet after the name, which is marked in its place. */
export function parted(title: string, snippet: string): { readonly name: string; readonly rest: string } {
  const [first = "", ...rest] = snippet.split(" · ");
  return withoutMarks(first) === title ? { name: first, rest: rest.join(" · ") } : { name: title, rest: snippet };
}

export function withoutMarks(text: string): string {
  return markedParts(text)
    .map((part) => part.text)
    .join("");
}
