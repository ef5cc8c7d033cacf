/** E-mail accounts: which are connected, how they do, and how one is connected, tested and let go. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { Told } from "~/api/told-words";
import type { Channel } from "~/api/shapes";
import { toast } from "~/ui/toast";
import type { Server } from "./mail-server.ts";
import type { Provider } from "./provider-queries.ts";

export type HealthState = "ok" | "connecting" | "failing" | "off";
export type HealthPart = Told & { readonly state: HealthState; readonly since: string | null };

export type Account = {
  readonly id: number;
  readonly channel: Channel;
  readonly name: string;
  readonly address: string;
  readonly is_active: boolean;
  readonly health: Readonly<Record<string, HealthPart>>;
  readonly settings: {
    readonly imap?: Server | null;
    readonly smtp?: Server | null;
    readonly history?: boolean;
    readonly signature_html?: string;
    readonly oauth?: { readonly provider?: Provider | ""; readonly signed_in_as?: string } | null;
  };
  readonly inbox_id: number;
  readonly pipeline_id: number;
  readonly status_id: number;
};

/** What connecting sends. A password left out is kept as it was; `consent` is a sign-in that stands in its place. */
export type EmailSettings = {
  readonly address: string;
  readonly name: string;
  readonly imap: Server | null;
  readonly smtp: Server | null;
  readonly imap_password?: string;
  readonly smtp_password?: string;
  readonly consent?: string;
  readonly history: boolean;
};

export type TestStep = Told & { readonly step: string; readonly state: "ok" | "failed" | "running" | "skipped" };

export const accountsQuery = queryOptions({
  queryKey: keys.accounts,
  queryFn: ({ signal }) => api.get<{ readonly accounts: readonly Account[] }>("/channel-accounts", { signal }),
  select: (answer) => answer.accounts.filter((account) => account.channel === "email"),
});

export function testEmailAccount(settings: EmailSettings): Promise<{ readonly steps: readonly TestStep[] }> {
  return api.post("/channel-accounts/email/test", settings);
}

export function useAccountActs() {
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: keys.accounts });
    void client.invalidateQueries({ queryKey: keys.bootstrap });
  };
  const onError = (fault: unknown) => toast.failed(sentenceOf(fault));
  const connect = useMutation({
    mutationFn: (settings: EmailSettings) => api.post<{ readonly id: number }>("/channel-accounts/email", settings),
    onSuccess: refresh,
  });
  const change = useMutation({
    mutationFn: ({
      id,
      ...changes
    }: { readonly id: number } & Partial<EmailSettings> & {
        readonly is_active?: boolean;
        readonly inbox_id?: number;
        readonly signature_html?: string;
      }) => api.patch(`/channel-accounts/${id}`, changes),
    onSuccess: refresh,
    onError,
  });
  const disconnect = useMutation({
    mutationFn: (id: number) => api.delete(`/channel-accounts/${id}`),
    onSuccess: refresh,
    onError,
  });
  return { connect, change, disconnect };
}
