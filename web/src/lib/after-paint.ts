/** What may wait until the browser has painted what was just drawn. */
import { startTransition, useEffect, useState } from "react";

const waiting = new Set<() => void>();

/** All that waits for one frame runs together, and React draws it at once. */
function runAll(): void {
  const now = [...waiting];
  waiting.clear();
  for (const run of now) run();
}

/** Returns what calls it off, and is harmless later. A page that nobody sees is not painted, and nothing waits for its frames. */
export function afterPaint(run: () => void): () => void {
  if (waiting.size === 0) {
    if (document.visibilityState === "visible") requestAnimationFrame(() => setTimeout(runAll));
    else setTimeout(runAll);
  }
  waiting.add(run);
  return () => void waiting.delete(run);
}

/** False while a component is drawn for the first time, true once that was painted. */
export function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterPaint(() => startTransition(() => setPainted(true))), []);
  return isPainted;
}
