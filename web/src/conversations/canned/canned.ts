/** Words and acts that are kept for being used again: snippets, typed with "#", and macros. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import { askInLine } from "~/api/line";

export type SharedWith = "private" | "teams" | "everyone";
export type Sharing = { readonly shared_with: SharedWith; readonly team_ids: readonly number[] };
export type Kept = Sharing & { readonly id: number; readonly owner_id: number; readonly may_change: boolean };

export type SnippetDraft = Sharing & { readonly shortcut: string; readonly name: string; readonly html: string };
export type Snippet = Kept & SnippetDraft;

export type MacroAct = { readonly act: string; readonly values: Readonly<Record<string, unknown>> };
export type MacroDraft = Sharing & { readonly name: string; readonly html: string; readonly acts: readonly MacroAct[] };
export type Macro = Kept & MacroDraft;

export const snippetsQuery = queryOptions({
  queryKey: keys.snippets,
  queryFn: ({ signal }) =>
    api.get<{ readonly snippets: readonly Snippet[] }>("/snippets", { signal }).then((answer) => answer.snippets),
});

export const macrosQuery = queryOptions({
  queryKey: keys.macros,
  queryFn: ({ signal }) =>
    api.get<{ readonly macros: readonly Macro[] }>("/macros", { signal }).then((answer) => answer.macros),
});

export function runMacro(ticketId: number, macroId: number): Promise<{ readonly run_id: number | null }> {
  return askInLine(`tickets/${ticketId}`, () => api.post(`/tickets/${ticketId}/macros/${macroId}`));
}

export function undoMacro(runId: number): Promise<void> {
  return api.post(`/macro-runs/${runId}/undo`);
}

/** Keeping, changing and deleting, for the pages in the settings. */
export function useCannedActs<Draft>(kind: "snippets" | "macros") {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys[kind] });
  return {
    save: useMutation({
      mutationFn: ({ id, draft }: { readonly id: number | null; readonly draft: Draft }) =>
        id === null ? api.post(`/${kind}`, draft) : api.put(`/${kind}/${id}`, draft),
      onSettled,
    }),
    remove: useMutation({ mutationFn: (id: number) => api.delete(`/${kind}/${id}`), onSettled }),
  };
}
