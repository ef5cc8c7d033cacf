import { expect, test } from "vitest";
import { mentionedIn, namesBeginning } from "./mentions.ts";

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

test.each([
  ["", [1, 2, 3]],
  ["an", [1, 2]],
  ["ber", [2]],
  ["ann b", [2]],
  ["öh", [3]],
  ["Päivi Öhman", []],
  ["x", []],
])("names that begin with %s", (typed, ids) => {
  expect(namesBeginning(typed, people).map((person) => person.id)).toEqual(ids);
});
