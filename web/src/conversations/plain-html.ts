/** Words typed without a rich editor, as the HTML that says the same: a blank line parts paragraphs. */
export function htmlOfPlain(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((words) => {
      const paragraph = document.createElement("p");
      for (const [place, line] of words.split("\n").entries())
        paragraph.append(...(place === 0 ? [line] : [document.createElement("br"), line]));
      return paragraph.outerHTML;
    })
    .join("");
}
