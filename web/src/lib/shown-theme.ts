/** Which theme is painted right now, whatever chose it. */
import { useSyncExternalStore } from "react";

function painted(): "light" | "dark" {
  return document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
}

export function useShownTheme(): "light" | "dark" {
  return useSyncExternalStore((listener) => {
    const observer = new MutationObserver(listener);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, painted);
}
