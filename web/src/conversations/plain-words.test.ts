import { expect, test } from "vitest";
import { isBlank, plainWords } from "./plain-words.ts";

test.each([
  ["<p>Hello Ann,</p><p>thank you.</p>", "Hello Ann,\n\nthank you."],
  ["<p>one<br>two</p>", "one\ntwo"],
  ["<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n- two"],
  ["<ol start='3'><li>one</li><li>two</li></ol>", "3. one\n4. two"],
  ["<blockquote><p>said</p><p>before</p></blockquote><p>yes</p>", "> said\n>\n> before\n\nyes"],
  [
    '<p>See <a href="https://example.com/x">the page</a> or <a href="https://example.com">https://example.com</a></p>',
    "See the page (https://example.com/x) or https://example.com",
  ],
  ["<p>a</p><p></p><p></p><p>b</p>", "a\n\nb"],
  ["", ""],
])("%s", (html, words) => {
  expect(plainWords(html)).toBe(words);
});

test("an editor's empty paragraph is blank, a picture is not", () => {
  expect([isBlank(""), isBlank("<p></p>"), isBlank("<p>&nbsp;<br></p>")]).toEqual([true, true, true]);
  expect([isBlank("<p>a</p>"), isBlank('<p><img src="/api/attachments/1"></p>')]).toEqual([false, false]);
});
