/** What stands on the screen needs no bell: a ticket's notifications are read while somebody looks at it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api } from "~/api/client";
import { threadIn } from "~/api/keys";
import { useLookedAt } from "~/live/live";
import { useUnreadInTitle } from "~/lib/title";
import { useUnreadWords } from "./bell.tsx";
import { unreadQuery } from "./queries.ts";

/** The server takes a visit for over after 100 seconds. */
const sayAgain = 45_000;

function onVisibility(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

function useIsInView(): boolean {
  return useSyncExternalStore(onVisibility, () => document.visibilityState === "visible");
}

export function useNoticed(): void {
  const isInView = useIsInView();
  const place = useLookedAt();
  const { data, dataUpdatedAt } = useQuery(unreadQuery);
  const hasUnread = (data?.unread ?? 0) > 0;
  useEffect(() => {
    if (!isInView || place === null || !hasUnread) return;
    void api
      .post("/notifications/read", typeof place === "number" ? { ticket_id: place } : { thread_id: threadIn(place) })
      .catch(() => undefined /* the next look tries again */);
  }, [isInView, place, hasUnread, dataUpdatedAt]);

  useEffect(() => {
    if (!isInView) return undefined;
    const say = () => void api.post("/notifications/here").catch(() => undefined /* only makes a mail come sooner */);
    say();
    const timer = setInterval(say, sayAgain);
    return () => clearInterval(timer);
  }, [isInView]);

  useUnreadInTitle(useUnreadWords().count);
  useEffect(() => {
    const count = data?.unread ?? 0;
    // An installed app shows the number on its icon, where the system can.
    if ("setAppBadge" in navigator)
      void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined);
  }, [data?.unread]);
}
