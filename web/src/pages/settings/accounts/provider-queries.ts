/** Signing in at a provider of mail: what is registered there, going there, and what came back. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { Server } from "./mail-server.ts";

const providers = ["google", "microsoft", "other"] as const;
export type Provider = (typeof providers)[number];

export type Registration = {
  readonly provider: Provider;
  readonly client_id: string;
  readonly has_secret: boolean;
  readonly authorization_url: string;
  readonly token_url: string;
  readonly scope: string;
  readonly tenant: string;
};

/** A secret left out is kept as it was. */
export type NewRegistration = Omit<Registration, "has_secret"> & { readonly client_secret?: string };

export type Consent = {
  readonly provider: Provider;
  readonly account_id: number | null;
  readonly signed_in_as: string;
  readonly settings: { readonly imap?: Server | null; readonly smtp?: Server | null };
};

export const registrationsQuery = queryOptions({
  queryKey: keys.mailProviders,
  queryFn: ({ signal }) =>
    api.get<{ readonly redirect_url: string; readonly providers: readonly Registration[] }>("/mail-providers", {
      signal,
    }),
});

export function consentQuery(token: string) {
  return queryOptions({
    queryKey: keys.mailConsent(token),
    queryFn: ({ signal }) =>
      api.get<Consent>(`/channel-accounts/email/consents/${encodeURIComponent(token)}`, { signal }),
    // It is used once: asking again after that would only say that it is gone.
    staleTime: Infinity,
    retry: false,
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ provider, ...registration }: NewRegistration) =>
      api.put(`/mail-providers/${provider}`, registration),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.mailProviders }),
  });
}

const BEGUN = "deskbell.sign-in";
type Begun = { readonly provider: Provider; readonly account?: number };

/** Where this tab last went to a provider from, so that one who comes back with nothing can go there again. */
export function whereBegun(): Begun | { readonly way: "sign-in" } | Record<string, never> {
  const kept = sessionStorage.getItem(BEGUN);
  const begun = kept ? (JSON.parse(kept) as Begun) : undefined;
  return begun?.provider === "other" && !begun.account ? { way: "sign-in" } : (begun ?? {});
}

/** Leaves the desk for the provider's own page. */
export function useSignInAtProvider() {
  return useMutation({
    mutationFn: (asked: { readonly provider: Provider; readonly account_id?: number }) =>
      api.post<{ readonly url: string }>("/channel-accounts/email/consents", asked),
    onSuccess: ({ url }, { provider, account_id: account }) => {
      sessionStorage.setItem(BEGUN, JSON.stringify({ provider, ...(account ? { account } : {}) } satisfies Begun));
      location.assign(url);
    },
  });
}

export function endConsent(returned: URLSearchParams): Promise<{ readonly consent: string }> {
  const given = (name: string) => returned.get(name) ?? "";
  return api.post("/channel-accounts/email/consents/ended", {
    state: given("state"),
    code: given("code"),
    error: given("error"),
    error_description: given("error_description"),
  });
}
