/** Which keys do what right now: components say it while they stand, one listener hears all presses. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { type Shortcut, pressed } from "./keys.ts";

export type Command = {
  readonly id: string;
  /** What it does, in words: shown in the sheet and the palette. */
  readonly label: string;
  readonly keys?: Shortcut;
  /** Heading in the sheet and the palette. */
  readonly group: string;
  readonly run: () => void;
  /** Also while typing: only for what has Mod in it, or Escape. */
  readonly whileTyping?: boolean;
  /** Kept out of the palette: makes sense by key only. */
  readonly keysOnly?: boolean;
};

const layers: { readonly commands: readonly Command[] }[] = [];
const listeners = new Set<() => void>();
let known: readonly Command[] = [];

function changed(): void {
  const byId = new Map<string, Command>();
  for (const layer of layers) for (const command of layer.commands) byId.set(command.id, command);
  known = [...byId.values()];
  for (const listener of listeners) listener();
}

/** The commands hold while the component stands; of two with the same keys, the later mounted one wins. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands.map((command) => `${command.id}\n${command.label}\n${command.keys ?? ""}`).join("\n\n");
  useEffect(() => {
    const layer = {
      commands: latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find((other) => other.id === command.id)?.run(),
      })),
    };
    layers.push(layer);
    changed();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      changed();
    };
  }, [shape]);
}

export function useKnownCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => known,
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
}

/** In a menu, a list box or a dialog the plain keys belong to it. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("[role=menu], [role=listbox], [role=dialog], [role=alertdialog]") !== null
  );
}

const sequenceTime = 1_200;
let begun: { readonly step: string; readonly at: number } | null = null;

/** Exported for the test; `startShortcuts` is what the application calls. */
function hearKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || (event.repeat && event.key.length > 1)) return;
  const step = pressed(event);
  const typing = isTyping(event.target);
  const candidates = known
    .toReversed()
    .filter((command) => command.keys && (command.whileTyping || (!typing && !isElsewhere(event.target))));
  const before = begun && event.timeStamp - begun.at < sequenceTime ? begun.step : null;
  begun = null;
  const found =
    (before && candidates.find((command) => command.keys === `${before} ${step}`)) ||
    candidates.find((command) => command.keys === step);
  if (found) {
    event.preventDefault();
    found.run();
  } else if (candidates.some((command) => command.keys?.startsWith(`${step} `))) {
    begun = { step, at: event.timeStamp };
  }
}

/** Call once. */
export function startShortcuts(): void {
  document.addEventListener("keydown", hearKey);
}
