/** Why an act failed, above what one filled in for it. Nothing while it has not. */
import { Banner } from "~/ui/banner";
import { useFaultWords } from "./fault-words.ts";

export function FaultBanner({ fault }: { readonly fault: unknown }) {
  const faultWords = useFaultWords();
  if (!fault) return null;
  return (
    <Banner kind="danger" rounded urgent>
      {faultWords(fault)}
    </Banner>
  );
}
