/** What the browser's tab says: where one is, and how much is unread. */
import { useEffect } from "react";
import { afterPaint } from "./after-paint.ts";

let place = "";
let unread = "";

/** The browser's tab is another program's to draw: what stands in the page comes first. */
function write(): void {
  afterPaint(writeNow);
}

function writeNow(): void {
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
