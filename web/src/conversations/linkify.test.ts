import { expect, test } from "vitest";
import { linkify } from "./linkify.ts";

test.each([
  ["See https://example.com/a?b=1.", ["See ", ["https://example.com/a?b=1", "https://example.com/a?b=1"], "."]],
  ["(www.example.com/x_(y))", ["(", ["www.example.com/x_(y)", "https://www.example.com/x_(y)"], ")"]],
  ["mail ann@example.com, please", ["mail ", ["ann@example.com", "mailto:ann@example.com"], ", please"]],
  ["<https://example.com>", ["<", ["https://example.com", "https://example.com"], ">"]],
  ["javascript:alert(1) data:text/html,x", ["javascript:alert(1) data:text/html,x"]],
  ["nothing here", ["nothing here"]],
  ["", []],
])("%s", (text, parts) => {
  expect(linkify(text).map((part) => (part.href === null ? part.text : [part.text, part.href]))).toEqual(parts);
});
