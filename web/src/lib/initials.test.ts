import { expect, test } from "vitest";
import { hueOf, initials } from "./initials.ts";

test.each([
  ["Ann-Mari Virtanen", "AV"],
  ["ann@example.com", "A"],
  ["maria.kowalska@example.pl", "MK"],
  ["Łukasz", "Ł"],
  ["محمد علي", "مع"],
  ["李小龙", "李"],
  ["", "?"],
  ["(no name)", "N"],
  ["Team 4", "T"],
])("the initials of %j are %j", (name, expected) => {
  expect(initials(name)).toBe(expected);
});

test("a name keeps its hue, whatever the case", () => {
  expect(hueOf("Ann@Example.com")).toBe(hueOf("ann@example.com"));
});
