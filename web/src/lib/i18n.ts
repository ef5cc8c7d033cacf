/** Which language is spoken: one catalogue per language, loaded when it is chosen. */
import { type Messages, i18n } from "@lingui/core";
import { readIn } from "./zone.ts";

/** Each comes while the first answers of the server are under way; nobody loads words that they don't read. */
const catalogues = {
  en: (): Promise<{ messages: Messages }> => import("../locales/en.po"),
  fi: (): Promise<{ messages: Messages }> => import("../locales/fi.po"),
  pl: (): Promise<{ messages: Messages }> => import("../locales/pl.po"),
};

export type Language = keyof typeof catalogues;

/** Each language by its own name, as its readers look for it. */
export const languages: readonly { readonly value: Language; readonly label: string }[] = [
  { value: "en", label: "English" },
  { value: "fi", label: "Suomi" },
  { value: "pl", label: "Polski" },
];

export function languageOf(locale: string | null | undefined): Language {
  const language = (locale ?? "").split("-")[0] ?? "";
  return language in catalogues ? (language as Language) : "en";
}

/** The first of the browser's languages that is spoken here. */
export function languageOfBrowser(locales: readonly string[] = navigator.languages): Language {
  return (
    locales
      .map((locale) => locale.split("-")[0] ?? "")
      .find((language): language is Language => language in catalogues) ?? "en"
  );
}

let wanted: Language | undefined;

/** Whoever asks last is heard, however long each catalogue takes. One that can't be loaded leaves the words that are there. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  if (i18n.locale === language) return;
  const messages = await catalogues[language]().then(
    (catalogue) => catalogue.messages,
    () => undefined,
  );
  if (wanted !== language || (!messages && i18n.locale)) return;
  i18n.loadAndActivate({ locale: language, messages: messages ?? {} }); // with none at all the screen would stay empty
  document.documentElement.lang = language;
}

/** In which words, and by which clock, everything on the screen is said; what is shown already is said anew. */
export async function readAs(reader: { readonly locale: string; readonly time_zone: string }): Promise<void> {
  const isOtherClock = readIn(reader.time_zone);
  await speak(languageOf(reader.locale));
  if (isOtherClock) i18n.activate(i18n.locale);
}
