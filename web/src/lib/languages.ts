/** Languages that people write in, by their names in the language of the screen. */
const codes =
  "ar bg bn ca cs da de el en es et fa fi fr ga he hi hr hu id is it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv th tr uk vi zh".split(
    " ",
  );

/** A code that is no language's is said as it stands. */
export function languageName(code: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: "language" }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return code;
  }
}

type Choice = { readonly value: string; readonly label: string };
/** Of each language of the screen, made once: fields are built with every ticket. */
const made = new Map<string, readonly Choice[]>();

export function languages(locale: string): readonly Choice[] {
  const known =
    made.get(locale) ??
    codes
      .map((value) => ({ value, label: languageName(value, locale) }))
      .toSorted((one, other) => one.label.localeCompare(other.label, locale));
  made.set(locale, known);
  return known;
}
