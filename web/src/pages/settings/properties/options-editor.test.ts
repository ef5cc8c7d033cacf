import { expect, test } from "vitest";
import { optionValues } from "./options-editor.tsx";

test("a new option's value is made of its label, once, and never that of another", () => {
  const option = (label: string, value = "", hidden = false) => ({ id: label, value, label, hidden });
  expect(
    optionValues([
      option(" Very large "),
      option("Small", "s", true),
      option(""),
      option("very-large"),
      option("Ääni"),
      option("!"),
    ]),
  ).toEqual([
    { value: "very_large", label: "Very large", hidden: false },
    { value: "s", label: "Small", hidden: true },
    { value: "very_large_2", label: "very-large", hidden: false },
    { value: "ääni", label: "Ääni", hidden: false },
    { value: "option", label: "!", hidden: false },
  ]);
});
