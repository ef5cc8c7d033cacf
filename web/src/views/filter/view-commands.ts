/** Cloning, hiding and deleting a view, each with its way back. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { View, ViewKey } from "~/api/shapes";
import { toast } from "~/ui/toast";

const longestName = 100;

export function useViewActs() {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();

  const refreshed = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.views }),
      client.invalidateQueries({ queryKey: keys.counts }),
    ]);
  const open = (view: ViewKey) => navigate({ to: "/views/$view", params: { view }, search: {} });
  const tried = (act: () => Promise<void>) => void act().catch((fault: unknown) => toast.failed(sentenceOf(fault)));

  async function setHidden(view: View, hidden: boolean) {
    await api.put(`/views/${view.key}/settings`, { ...view.settings, hidden });
    await refreshed();
  }
  return {
    clone: (view: View, shown: string) =>
      tried(async () => {
        const { key, name } = await api.post<View>(`/views/${view.key}/clone`, {
          name: t`${shown} (copy)`.slice(0, longestName),
        });
        await refreshed();
        await open(key);
        toast.done(t`View cloned as “${name}”`);
      }),
    hide: (view: View, name: string) =>
      tried(async () => {
        await setHidden(view, true);
        toast.done(t`“${name}” is hidden. Arrange views shows it again.`, {
          undo: () => tried(() => setHidden(view, false)),
        });
      }),
    /** One's own comes back as it was, under a new address; what colleagues chose for it is theirs to choose again. */
    remove: (view: View, canUndo: boolean) =>
      tried(async () => {
        await api.delete(`/views/${view.key}`);
        await navigate({ to: "/", search: {} });
        await refreshed();
        const again = async () => {
          const { custom } = view;
          if (!custom) return;
          const { key } = await api.post<View>("/views", {
            name: view.name,
            filter: custom.filter,
            shared_with: custom.shared_with,
            team_ids: custom.team_ids,
            sort_by: view.sort,
            direction: view.direction,
            columns: view.columns,
            layout: custom.layout,
          });
          await api.put(`/views/${key}/settings`, view.settings);
          await refreshed();
          await open(key);
        };
        toast.done(t`View deleted`, canUndo ? { undo: () => tried(again) } : {});
      }),
  };
}
