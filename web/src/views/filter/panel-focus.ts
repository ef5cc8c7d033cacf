/** Where one wants to begin in the panel: "Share" begins at sharing, all else at the first field. */
let wished: "sharing" | null = null;

export function wishFocus(part: "sharing" | null): void {
  wished = part;
}

export function takeFocusWish(panel: HTMLElement | null): void {
  const part = wished;
  wished = null;
  const place = part
    ? panel?.querySelector<HTMLElement>(`[data-part=${part}] [role=radio][data-checked]`)
    : panel?.querySelector<HTMLElement>("input:enabled, [role=combobox]");
  place?.focus();
  if (place instanceof HTMLInputElement) place.select(); // a name is mostly written anew
  if (part) place?.scrollIntoView({ block: "center" });
}
