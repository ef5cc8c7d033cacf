/** What the server tells of something, by its code in the reader's language. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

export type Told = {
  readonly sentence: string;
  readonly code?: string | null;
  readonly facts?: Readonly<Record<string, unknown>> | null;
};

export function ToldWords({ told: { sentence, code, facts } }: { readonly told: Told }) {
  const { i18n } = useLingui();
  const isOurs = i18n.locale === "en" || !code;
  const { data, isPending } = useQuery({
    queryKey: ["told", i18n.locale, code, facts],
    queryFn: async () => (await import("./refusal-words.ts")).refusalWords(code ?? "", facts ?? {}),
    enabled: !isOurs,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Rather nothing for a moment than another language.
  return !isOurs && isPending ? null : (data ?? sentence);
}
