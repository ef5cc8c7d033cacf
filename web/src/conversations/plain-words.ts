/** What rich text says to a mail program that shows plain text only. */

const blocks = new Set(["P", "DIV", "UL", "OL", "LI", "BLOCKQUOTE", "PRE", "H1", "H2", "H3", "HR"]);

function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  if (!(node instanceof Element)) return "";
  const inside = [...node.childNodes]
    .map((child) => (isBlock(child) ? `\n${wordsOf(child)}\n` : wordsOf(child)))
    .join("");
  switch (node.tagName) {
    case "BR":
      return "\n";
    case "HR":
      return "---";
    case "IMG":
      return node.getAttribute("alt") ? `[${node.getAttribute("alt") ?? ""}]` : "";
    case "A":
      return linkWords(inside, node.getAttribute("href") ?? "");
    case "LI":
      return `${bulletOf(node)} ${tidy(inside).replaceAll("\n", "\n   ")}`;
    case "BLOCKQUOTE":
      return tidy(inside)
        .split("\n")
        .map((line) => `> ${line}`.trimEnd())
        .join("\n");
    case "P":
      return inside === "" ? "" : `${inside}\n`;
    default:
      return inside;
  }
}

function isBlock(node: Node): boolean {
  return node instanceof Element && blocks.has(node.tagName);
}

function bulletOf(item: Element): string {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "-";
  const start = Number(list.getAttribute("start") ?? 1);
  return `${start + [...list.children].indexOf(item)}.`;
}

function linkWords(words: string, href: string): string {
  const bare = href.replace(/^mailto:/u, "");
  return words.trim() === bare || words.trim() === "" || bare.replace(/\/$/u, "") === words.trim()
    ? words || bare
    : `${words} (${bare})`;
}

function tidy(text: string): string {
  return text
    .replaceAll(/[ \t]+\n/gu, "\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
}

export function plainWords(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  return tidy(wordsOf(page.body)).replaceAll(/^(\s*(?:-|\d+\.) .*)\n\n(?=\s*(?:-|\d+\.) )/gmu, "$1\n");
}

/** Has somebody written or placed anything? An editor's empty paragraph is nothing. */
export function isBlank(html: string): boolean {
  return !/<img\b/iu.test(html) && html.replaceAll(/<[^>]*>|&nbsp;|\s/gu, "") === "";
}
