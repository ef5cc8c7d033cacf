/** Says when the line to the server is lost, and that nothing is: only after a moment, since short breaks mend themselves. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useLineState } from "~/live/live";
import { Banner } from "~/ui/banner";

const patience = 2_500;

function onLineChange(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

export function LineBanner() {
  const state = useLineState();
  const [shown, setShown] = useState(false);
  const isOnline = useSyncExternalStore(onLineChange, () => navigator.onLine);
  const isLost = state === "lost" || !isOnline;
  useEffect(() => {
    const timer = setTimeout(() => setShown(isLost), isLost && isOnline ? patience : 0);
    return () => clearTimeout(timer);
  }, [isLost, isOnline]);
  if (!shown) return null;
  return (
    <Banner kind="warning">
      <Trans>
        You are offline. What you write is kept here, and the screen catches up by itself when the connection is back.
      </Trans>
    </Banner>
  );
}
