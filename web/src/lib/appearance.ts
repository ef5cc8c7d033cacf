/** Which theme and density this browser shows, kept across visits. */
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";
export type Density = "compact" | "comfortable";
export type Appearance = { readonly theme: Theme; readonly density: Density };

const key = "deskbell.appearance"; // app/before-paint.js reads the same key
const defaults: Appearance = { theme: "system", density: "compact" };
const listeners = new Set<() => void>();

function stored(): Appearance {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Appearance>;
    return {
      theme: found.theme === "light" || found.theme === "dark" ? found.theme : "system",
      density: found.density === "comfortable" ? "comfortable" : "compact",
    };
  } catch {
    return defaults;
  }
}

let current = stored();

function paint(): void {
  const systemDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = current.theme === "dark" || (current.theme === "system" && systemDark);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  document.documentElement.dataset["density"] = current.density;
  // The bar of the system around an installed application takes the canvas's colour.
  const bar = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
  if (bar) bar.content = getComputedStyle(document.documentElement).getPropertyValue("--bar").trim();
}

export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows the choice until the tab closes.
  }
  paint();
  for (const listener of listeners) listener();
}

/** Follows the system's choice while "system" is chosen, and what another tab chooses. Call once. */
export function startAppearance(): void {
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  addEventListener("storage", (event) => {
    if (event.key !== key) return;
    current = stored();
    paint();
    for (const listener of listeners) listener();
  });
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** The height of one list row in pixels; the same figure as --row in ui/tokens.css. */
export function rowHeight(density: Density): number {
  return density === "comfortable" ? 44 : 32;
}
