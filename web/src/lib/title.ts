/** What the browser's tab says: where one is, and how much is unread. */
import { useEffect } from "react";

let place = "";
let unread = "";

function write(): void {
  document.title = `${unread ? `(${unread}) ` : ""}${place ? `${place} · ` : ""}Deskbell`;
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
