/** One act at a time, with its failure kept to be shown. */
import { useState } from "react";

export type Act = {
  readonly isBusy: boolean;
  readonly fault: Error | null;
  readonly run: (act: () => Promise<void>) => void;
};

export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Error | null>(null);
  return {
    isBusy,
    fault,
    run: (act) => {
      if (isBusy) return;
      setBusy(true);
      setFault(null);
      act()
        .catch((reason: unknown) => setFault(reason instanceof Error ? reason : new Error(String(reason))))
        .finally(() => setBusy(false));
    },
  };
}
