/** Puts a name and a number at the foot of each printed page: the page's own CSS asks for them there. */
import { useEffect } from "react";

const longest = 90;

/** As a string of CSS: JSON escapes the same signs. */
function quoted(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text);
}

export function usePageFeet(name: string | undefined, number: string): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--printed-name", quoted(name ?? ""));
    style.setProperty("--printed-number", quoted(number));
    return () => {
      style.removeProperty("--printed-name");
      style.removeProperty("--printed-number");
    };
  }, [name, number]);
}
