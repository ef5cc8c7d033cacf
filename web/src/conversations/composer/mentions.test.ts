import { expect, test } from "vitest";
import { mentionedIn } from "./mentions.ts";

const people = [
  { id: 1, name: "Ann" },
  { id: 2, name: "Ann Berg" },
  { id: 3, name: "Päivi Öhman" },
];

test.each([
  ["@Ann Berg, please look", [2]],
  ["@ann and @Päivi Öhman", [3, 1]],
  ["mail ann@example.com", []],
  ["@Ann Berg or @Ann?", [2, 1]],
])("%s", (text, ids) => {
  expect(mentionedIn(text, people)).toEqual(ids);
});
