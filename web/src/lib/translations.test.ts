import { describe, expect, test } from "vitest";
import { messages as english } from "../locales/en.po";
import { messages as finnish } from "../locales/fi.po";
import { messages as polish } from "../locales/pl.po";
import { messages as refused } from "../locales/refusals/en.po";
import { messages as refusedInFinnish } from "../locales/refusals/fi.po";
import { messages as refusedInPolish } from "../locales/refusals/pl.po";

/** As Lingui compiles a message: texts, and places with a name, for plurals with their forms. */
type Token = string | readonly [string, string?, (Readonly<Record<string, Compiled>> | string)?];
type Compiled = string | readonly Token[];

type Parts = {
  readonly places: ReadonlySet<string>;
  readonly tags: readonly string[];
  readonly forms: readonly (readonly string[])[];
};

function partsOf(compiled: Compiled): Parts {
  const places = new Set<string>();
  const tags = new Set<string>();
  const forms: string[][] = [];
  for (const token of typeof compiled === "string" ? [compiled] : compiled) {
    if (typeof token === "string") {
      for (const [tag] of token.matchAll(/<\/?\d+\/?>/g)) tags.add(tag);
      continue;
    }
    const [name, kind, choices] = token;
    places.add(name);
    if (kind !== "plural" || typeof choices !== "object") continue;
    forms.push(
      Object.keys(choices)
        .filter((form) => form !== "offset" && !/^\d/.test(form))
        .toSorted(),
    );
    for (const inner of Object.values(choices)) {
      if (typeof inner === "number") continue;
      const found = partsOf(inner);
      for (const place of found.places) places.add(place);
      for (const tag of found.tags) tags.add(tag);
    }
  }
  places.delete("#");
  return { places, tags: [...tags].toSorted(), forms };
}

describe.each([
  ["fi", { ...finnish, ...refusedInFinnish }],
  ["pl", { ...polish, ...refusedInPolish }],
] as const)("what is said in %s", (locale, messages) => {
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
  const pairs = Object.entries({ ...english, ...refused } as Record<string, Compiled>).map(([id, source]) => ({
    source,
    words: (messages as Record<string, Compiled>)[id] ?? source,
  }));
  const translated = pairs.filter(({ source, words }) => JSON.stringify(source) !== JSON.stringify(words));

  test("has the places and the tags of its source", () => {
    expect(translated.length).toBeGreaterThan(1_000);
    for (const { source, words } of translated) {
      const [there, here] = [partsOf(source), partsOf(words)];
      expect({ words, places: here.places, tags: here.tags }).toEqual({
        words,
        places: there.places,
        tags: there.tags,
      });
    }
  });

  test("has every plural form of its language", () => {
    const plurals = translated.flatMap(({ words }) => partsOf(words).forms);
    expect(plurals.length).toBeGreaterThan(20);
    for (const forms of plurals) expect(forms).toEqual(categories);
  });
});
