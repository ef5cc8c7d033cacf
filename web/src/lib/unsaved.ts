/** What is typed and not saved is lost when it is left: whoever shows it is asked first. */
import { useState } from "react";

type Ask = (leave: () => void) => void;
const guards = new Set<Ask>();

/** Guards what is unsaved until the returned function is called: for an effect. */
export function guardUnsaved(ask: Ask): () => void {
  guards.add(ask);
  return () => guards.delete(ask);
}

/** Goes on at once where nothing is unsaved, and otherwise when one has said that it may be lost. */
export function leaveFirst(leave: () => void): void {
  const ask = [...guards].at(-1);
  if (ask) ask(leave);
  else leave();
}

/** Whether it differs from what it was when it was shown first. */
export function useIsChanged(value: unknown): boolean {
  const now = JSON.stringify(value);
  const [first] = useState(now);
  return now !== first;
}
