/** What can be done with a message wherever it is read: answered and forwarded below, tried again, taken back. */
import { type RefObject, useCallback } from "react";
import { useFaultWords } from "~/api/fault-words";
import type { PlaceId } from "~/api/keys";
import type { Message } from "~/api/shapes";
import { toast } from "~/ui/toast";
import { useMe } from "~/users/session";
import { retryDelivery } from "./commands.ts";
import type { ComposerHandle } from "./composer/composer.tsx";
import type { MessageActs } from "./message.tsx";
import { knownOf, takeBack } from "./taking-back.ts";

/** `refresh` stays the same from one drawing to the next, as the acts do: messages are drawn again only when they change. */
export function useMessageActs(
  place: PlaceId,
  composer: RefObject<ComposerHandle | null>,
  refresh: () => void,
): Required<MessageActs> {
  const { signature_html: signature } = useMe();
  const faultWords = useFaultWords();
  const told = useCallback((fault: unknown) => void toast.failed(faultWords(fault)), [faultWords]);
  return {
    onAnswer: useCallback((message: Message, all: boolean) => composer.current?.answer(message, all), [composer]),
    onForward: useCallback((message: Message) => composer.current?.forward(message), [composer]),
    onRetry: useCallback((message: Message) => retryDelivery(message.id).catch(told).finally(refresh), [told, refresh]),
    onTakeBack: useCallback(
      (message: Message) => void takeBack(place, message.id, knownOf(message, signature)).catch(told).finally(refresh),
      [place, signature, told, refresh],
    ),
  };
}
