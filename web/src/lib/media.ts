/** How wide the window is, by the same steps as the styles. */
import { useSyncExternalStore } from "react";

const steps = {
  sm: "(min-width: 640px)",
  md: "(min-width: 860px)",
  lg: "(min-width: 1100px)",
  xl: "(min-width: 1360px)",
};

export function useAtLeast(step: keyof typeof steps): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(steps[step]);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(steps[step]).matches,
  );
}
