/** The message that the address names, `#message-12`: a search hit leads to it. */
import { useLocation } from "@tanstack/react-router";

export function useSoughtMessage(): number | null {
  const named = useLocation({ select: ({ hash }) => /^message-(\d{1,15})$/.exec(hash)?.[1] });
  return named === undefined ? null : Number(named);
}
