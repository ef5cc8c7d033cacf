/** Keeping order and visibility of one's views: each change shows at once, and only the views that it concerns are sent. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import type { View, ViewSettings } from "~/api/shapes";
import { toast } from "~/ui/toast";
import { inNewOrder } from "./new-order.ts";
import { ofSettings, sendHeldBack, showViews } from "./view-queries.ts";

export function useArrange(views: readonly View[]) {
  const client = useQueryClient();

  const { mutate } = useMutation({
    mutationFn: async (changed: readonly View[]) => {
      for (const view of changed) await api.put(`/views/${view.key}/settings`, view.settings);
    },
    onError: (fault) => toast.failed(sentenceOf(fault)),
    ...ofSettings(client),
  });
  function keep(changed: readonly View[]) {
    sendHeldBack(changed.map((view) => view.key));
    const byKey = new Map(changed.map((view) => [view.key, view]));
    showViews(client, (all) => all.map((view) => byKey.get(view.key) ?? view));
    mutate(changed);
  }
  const placed = (view: View, settings: ViewSettings): View => ({
    ...view,
    position: settings.position ?? view.position,
    hidden: settings.hidden ?? false,
    settings,
  });
  const order = (ids: readonly string[]) =>
    keep(inNewOrder(views, ids).map(({ view, position }) => placed(view, { ...view.settings, position })));
  return {
    show: (view: View, shown: boolean) => keep([placed(view, { ...view.settings, hidden: !shown })]),
    order,
    move: (view: View, by: 1 | -1) => {
      const ids: string[] = views.map((other) => other.key);
      const from = ids.indexOf(view.key);
      order(ids.toSpliced(from, 1).toSpliced(from + by, 0, view.key));
    },
  };
}
