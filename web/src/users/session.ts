/** Who is signed in, and who else works here. */
import { useLingui } from "@lingui/react";
import { createContext, use } from "react";
import { type QueryClient, queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { Bootstrap, Directory, DirectoryTeam, DirectoryUser, Me, Pipeline, Status } from "~/api/shapes";
import { languageOfBrowser, readAs } from "~/lib/i18n";
import { inReadersLanguage } from "./default-labels.ts";

const rememberedAs = "deskbell.signed-in";

/** Only a guess for what to ask first: the session itself is in a cookie that scripts can't read. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(rememberedAs) === "true";
  } catch {
    return true;
  }
}

function remember(isSignedIn: boolean): void {
  try {
    localStorage.setItem(rememberedAs, String(isSignedIn));
  } catch {
    // Without a guess the first page only asks a little later.
  }
}

export const bootstrapQuery = queryOptions({
  queryKey: keys.bootstrap,
  queryFn: async ({ signal }) => {
    const answer = await api.get<Bootstrap>("/session", { signal });
    remember(true);
    await readAs(answer.user);
    return answer;
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const setupQuery = queryOptions({
  queryKey: keys.setup,
  queryFn: ({ signal }) => api.get<{ readonly needed: boolean }>("/setup", { signal }),
});

export const BootstrapContext = createContext<Bootstrap | null>(null);

/** Only inside the desk, where the answer is there before anything shows. */
export function useBootstrap(): Bootstrap {
  // The cells of a long list share the shell's answer: watching the cache, each for itself, was most of their cost.
  // oxlint-disable-next-line react/rules-of-hooks -- a component is inside the shell or outside of it for all its life
  return use(BootstrapContext) ?? useSuspenseQuery(bootstrapQuery).data;
}

export function useMe(): Me {
  return useBootstrap().user;
}

/** Without a service seat there are three views and none of one's own (A1). */
export function useHasFullDesk(): boolean {
  const { is_super_admin: isSuperAdmin, seat } = useMe();
  return isSuperAdmin || seat === "service";
}

/** With the names that the desk began with in the reader's language. */
export function useDirectory(): Directory {
  const { directory } = useBootstrap();
  const { i18n } = useLingui();
  return inReadersLanguage(i18n, directory);
}

export function findUser(directory: Directory, id: number | null): DirectoryUser | undefined {
  return id === null ? undefined : directory.users.find((user) => user.id === id);
}

export function findTeam(directory: Directory, id: number | null): DirectoryTeam | undefined {
  return id === null ? undefined : directory.teams.find((team) => team.id === id);
}

export function findPipeline(directory: Directory, id: number): Pipeline | undefined {
  return directory.pipelines.find((pipeline) => pipeline.id === id);
}

export function findStatus(directory: Directory, id: number): Status | undefined {
  for (const pipeline of directory.pipelines) {
    const found = pipeline.statuses.find((status) => status.id === id);
    if (found) return found;
  }
  return undefined;
}

/** The password's session lives in a cookie that scripts can't read; what comes back is asked for afterwards. */
export async function signIn(client: QueryClient, email: string, password: string): Promise<void> {
  await api.post("/session", { email, password });
  client.clear();
}

export async function signOut(client: QueryClient): Promise<void> {
  await api.delete("/session");
  remember(false);
  client.clear();
}

/** Whoever is new starts with the language and in the time zone of their browser. It is no reason to fail. */
export async function takeBrowserZone(): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await api.patch("/me", { time_zone: timeZone, locale: languageOfBrowser() }).catch(() => undefined);
}
