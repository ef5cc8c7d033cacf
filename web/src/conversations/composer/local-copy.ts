/** A second home for words that the server does not have yet: they outlive a closed tab while the line is down. */
import type { DraftBody } from "~/api/shapes";

export type LocalCopy = { readonly body: DraftBody; readonly version: number };

const prefix = "deskbell.draft.";

export function keepLocally(name: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(copy));
  } catch {
    // Storage is full or closed: the words are still on the screen and on their way to the server.
  }
}

export function dropLocally(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // Nothing was kept there.
  }
}

export function keptLocally(name: string): LocalCopy | null {
  try {
    const found = JSON.parse(localStorage.getItem(prefix + name) ?? "null") as LocalCopy | null;
    return found && typeof found.version === "number" && typeof found.body?.html === "string" ? found : null;
  } catch {
    return null;
  }
}
