/** What to say when an act failed: the server's own sentence, or ours when it did not answer at all. */
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import { Refusal, sentenceOf } from "./client.ts";

export function useFaultWords(): (fault: unknown) => string {
  const { t } = useLingui();
  return useCallback(
    (fault) =>
      fault instanceof Refusal && fault.isOffline ? t`The desk does not answer right now.` : sentenceOf(fault),
    [t],
  );
}
