/** Why an act failed, above what one filled in for it. Nothing while it has not. */
import type { ReactNode } from "react";
import { Banner } from "~/ui/banner";
import { Refusal } from "./client.ts";
import { useFaultWords } from "./fault-words.ts";

export function FaultBanner({
  fault,
  unheard,
}: {
  readonly fault: unknown;
  /** What to mind when no answer came: what was asked may have been done. */
  readonly unheard?: ReactNode;
}) {
  const faultWords = useFaultWords();
  if (!fault) return null;
  return (
    <Banner kind="danger" rounded urgent>
      {faultWords(fault)} {fault instanceof Refusal && fault.isOffline ? unheard : null}
    </Banner>
  );
}
