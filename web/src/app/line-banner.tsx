/** Says when the line to the server is lost, and that nothing is: only after a moment, since short breaks mend themselves. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useLineState } from "~/live/live";
import { Banner } from "~/ui/banner";

const patience = 2_500;

export function LineBanner() {
  const state = useLineState();
  const [shown, setShown] = useState(false);
  const isLost = state === "lost";
  useEffect(() => {
    const timer = setTimeout(() => setShown(isLost), isLost && navigator.onLine ? patience : 0);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!shown) return null;
  return (
    <Banner kind="warning">
      <Trans>You are offline. What you write is kept here, and the screen catches up by itself when the connection is back.</Trans>
    </Banner>
  );
}
