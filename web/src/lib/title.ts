/** What the browser's tab says: where one is, and how much is unread. */
import { useEffect, useSyncExternalStore } from "react";

let place = "";
let unread = "";
const listeners = new Set<() => void>();

function write(): void {
  document.title = `${unread ? `(${unread}) ` : ""}${place ? `${place} · ` : ""}Deskbell`;
  for (const listener of listeners) listener();
}

export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    place = title;
    write();
  }, [title]);
}

/** "" when nothing is; gone with who says it. */
export function useUnreadInTitle(count: string): void {
  useEffect(() => {
    unread = count;
    write();
    return () => {
      unread = "";
      write();
    };
  }, [count]);
}

/** Where one is, in words, for whoever announces it. */
export function usePlace(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => place,
  );
}
