/** Which language is spoken: one catalogue per language, loaded when it is chosen. */
import { type Messages, i18n } from "@lingui/core";
import { messages as english } from "../locales/en.po";

/** English comes with the first script, so that most readers, and every failure to load another, have words at once. */
const catalogues = {
  en: async (): Promise<{ messages: Messages }> => ({ messages: english }),
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

export async function speak(language: Language): Promise<void> {
  if (i18n.locale === language) return;
  const { messages } = await catalogues[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}
