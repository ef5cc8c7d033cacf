import { expect, test } from "vitest";
import { languageName, languages } from "./languages.ts";

test("a language is called what the reader calls it, and what is none stands as it is", () => {
  expect(languageName("pl", "en")).toBe("Polish");
  expect(languageName("pl", "fi")).toBe("Puola");
  expect(languageName("pt-br", "en")).toBe("Brazilian Portuguese");
  expect(languageName("no language", "en")).toBe("no language");
});

test("the choices are in the order of the reader's alphabet", () => {
  const labels = languages("pl").map((choice) => choice.label);
  expect(labels).toEqual(labels.toSorted((one, other) => one.localeCompare(other, "pl")));
  expect(languages("pl")).toBe(languages("pl"));
});
