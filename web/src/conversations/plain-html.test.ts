import { expect, test } from "vitest";
import { htmlOfPlain } from "./plain-html.ts";

test("a blank line parts paragraphs, a line end is a line end", () => {
  expect(htmlOfPlain("Hello Ann,\n\nit is here.\nCome by.\n")).toBe("<p>Hello Ann,</p><p>it is here.<br>Come by.</p>");
});

test("what looks like markup stays the words that were typed", () => {
  expect(htmlOfPlain("<b> & 2 < 3")).toBe("<p>&lt;b&gt; &amp; 2 &lt; 3</p>");
});
