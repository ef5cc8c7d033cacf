/** What was copied from Word or a web page, brought down to what a mail needs: its structure, its links, its pictures. */

const ours = "/api/attachments/";
const dropped = "style, script, meta, link, title, xml, head, noscript, iframe, object, svg, template";
const kept = new Set([
  "A",
  "B",
  "STRONG",
  "I",
  "EM",
  "U",
  "S",
  "CODE",
  "PRE",
  "BLOCKQUOTE",
  "UL",
  "OL",
  "LI",
  "P",
  "BR",
  "HR",
  "IMG",
]);
const asParagraph = new Set([
  "DIV",
  "SECTION",
  "ARTICLE",
  "HEADER",
  "FOOTER",
  "MAIN",
  "ADDRESS",
  "FIGURE",
  "FIGCAPTION",
  "DT",
  "DD",
]);

export type Pasted = {
  readonly html: string;
  /** Pictures that came inside the text, to be uploaded. */ readonly pictures: readonly File[];
};

export function cleanPasted(html: string): Pasted {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const one of page.querySelectorAll(dropped)) one.remove();
  listsFromWord(page);
  const pictures = picturesIn(page);
  for (const row of page.querySelectorAll("tr")) asLine(page, row);
  for (const one of [...page.body.querySelectorAll("*")].toReversed()) bringDown(page, one);
  return { html: page.body.innerHTML.replaceAll(/<!--.*?-->/gsu, "").trim(), pictures };
}

/** Word writes a list as paragraphs that look like one. */
function listsFromWord(page: Document): void {
  const open: { list: Element; level: number }[] = [];
  let before: Element | null = null;
  for (const item of page.querySelectorAll("p")) {
    const said = /mso-list:\s*l\d+\s+level(\d+)/iu.exec(item.getAttribute("style") ?? "");
    if (!said) continue;
    if (before === null || previousElement(item) !== before) open.length = 0;
    const level = Number(said[1]);
    const mark = item.querySelector("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
    const isNumbered = /^\s*[\da-z]+[.)]/iu.test(mark?.textContent ?? "");
    mark?.remove();
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > level) open.pop();
    let place = open.at(-1);
    if (!place || place.level < level) {
      const list = page.createElement(isNumbered ? "ol" : "ul");
      if (place?.list.lastElementChild) place.list.lastElementChild.append(list);
      else item.before(list);
      place = { list, level };
      open.push(place);
    }
    const entry = page.createElement("li");
    entry.append(...item.childNodes);
    place.list.append(entry);
    item.remove();
    before = open[0]?.list ?? null;
  }
}

function previousElement(one: Element): Element | null {
  return one.previousElementSibling;
}

/** Strangers' servers are not asked for theirs: only ours stay, and those that came along as data are uploaded. */
function picturesIn(page: Document): File[] {
  const found: File[] = [];
  for (const image of page.querySelectorAll("img")) {
    const source = image.getAttribute("src") ?? "";
    if (source.startsWith(ours)) continue;
    const data = /^data:(image\/(?:png|jpeg|gif|webp));base64,([a-z0-9+/=\s]+)$/iu.exec(source);
    if (data?.[1] && data[2]) {
      const bytes = Uint8Array.from(atob(data[2].replaceAll(/\s/gu, "")), (sign) => sign.codePointAt(0) ?? 0);
      found.push(
        new File([bytes], `picture-${found.length + 1}.${data[1].slice(6).replace("jpeg", "jpg")}`, { type: data[1] }),
      );
    }
    image.remove();
  }
  return found;
}

/** A row of a table becomes a line: the editor has no tables. */
function asLine(page: Document, row: Element): void {
  const line = page.createElement("p");
  for (const [place, cell] of [...row.children].entries()) {
    if (place > 0) line.append(" | ");
    line.append(cell.textContent?.replaceAll(/\s+/gu, " ").trim() ?? "");
  }
  row.replaceWith(line);
}

function bringDown(page: Document, one: Element): void {
  const style = (one.getAttribute("style") ?? "").toLowerCase();
  const href = one.getAttribute("href") ?? "";
  const source = one.getAttribute("src") ?? "";
  const alt = one.getAttribute("alt") ?? "";
  const start = one.tagName === "OL" ? one.getAttribute("start") : null;
  for (const name of one.getAttributeNames()) one.removeAttribute(name);
  if (/^H[1-6]$/u.test(one.tagName)) return replaceBy(page, one, "p", "strong");
  if (asParagraph.has(one.tagName))
    return one.querySelector("p, ul, ol, blockquote, pre, hr") ? unwrap(one) : replaceBy(page, one, "p");
  if (one.tagName === "B" && /font-weight:\s*(normal|400)/u.test(style)) return unwrap(one); // the wrapper of Google Docs
  if (!kept.has(one.tagName)) {
    const isBold = /font-weight:\s*(bold|[6-9]00)/u.test(style);
    const isItalic = /font-style:\s*italic/u.test(style);
    return isBold ? replaceBy(page, one, "strong") : isItalic ? replaceBy(page, one, "em") : unwrap(one);
  }
  if (one.tagName === "A") return /^(https?:|mailto:|tel:)/iu.test(href) ? one.setAttribute("href", href) : unwrap(one);
  if (one.tagName === "IMG") {
    one.setAttribute("src", source);
    one.setAttribute("alt", alt);
  }
  if (start) one.setAttribute("start", start);
  return undefined;
}

function unwrap(one: Element): void {
  one.replaceWith(...one.childNodes);
}

function replaceBy(page: Document, one: Element, outer: string, inner?: string): void {
  const made = page.createElement(outer);
  const place = inner ? page.createElement(inner) : made;
  place.append(...one.childNodes);
  if (place !== made) made.append(place);
  one.replaceWith(made);
}
