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

export function withoutMarks(text: string): string {
  return markedParts(text)
    .map((part) => part.text)
    .join("");
}
