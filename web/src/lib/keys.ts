/** Pure: how a shortcut is written, shown, and recognised in a key press. */

/** "Mod" is Command on a Mac and Control elsewhere. Steps of a sequence are parted by a space: "g u". */
export type Shortcut = string;

function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);
}

const macNames: Record<string, string> = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Enter: "↵",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};
const otherNames: Record<string, string> = { Mod: "Ctrl", Enter: "↵", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/** The caps to draw, in pressing order. */
export function shownKeys(shortcut: Shortcut, mac = isMac()): string[] {
  const names = mac ? macNames : otherNames;
  return shortcut
    .split(" ")
    .flatMap((step) => step.split("+"))
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** One step of a shortcut, as the press is written: "Mod+Enter", "Shift+A", "?", "j". */
export function pressed(
  event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">,
  mac = isMac(),
): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isLetterOrName = event.key.length > 1 || /[a-z]/i.test(event.key);
  return [mod && "Mod", event.altKey && "Alt", event.shiftKey && isLetterOrName && "Shift", key]
    .filter(Boolean)
    .join("+");
}
