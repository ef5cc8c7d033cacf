/** Which views one sees, and in which order. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import ListChecks from "lucide-react/icons/list-checks";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { View, ViewSettings } from "~/api/shapes";
import { IconButton } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Popover } from "~/ui/popover";
import { toast } from "~/ui/toast";
import { viewsQuery } from "./view-queries.ts";
import { nameOfView } from "./view-words.tsx";

export function ArrangeViews() {
  const { t, i18n } = useLingui();
  const { data: views = [] } = useQuery(viewsQuery);
  const arrange = useArrange(views);
  return (
    <Popover
      label={t`Arrange views`}
      trigger={
        <button type="button" className="flex h-8 w-full items-center gap-2.5 rounded-6 px-2 text-quiet hover:bg-hover hover:text-text data-popup-open:bg-hover md:h-7">
          <ListChecks size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
          <Trans>Arrange views</Trans>
        </button>
      }
      className="w-64 p-2!"
    >
      <ul className="flex flex-col">
        {views.map((view, place) => {
          const name = nameOfView(i18n, view);
          return (
            <li key={view.key} className="flex h-8 items-center gap-1 rounded-6 pl-1.5 hover:bg-hover">
              <div className="min-w-0 flex-1">
                <Checkbox label={name} checked={!view.hidden} onChange={(shown) => arrange.show(view, shown)} />
              </div>
              <IconButton size="small" label={t`Move ${name} up`} icon={<ChevronUp size={14} />} disabled={place === 0} onClick={() => arrange.move(place, -1)} />
              <IconButton size="small" label={t`Move ${name} down`} icon={<ChevronDown size={14} />} disabled={place === views.length - 1} onClick={() => arrange.move(place, 1)} />
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}

/** Each change shows at once; only the views that it concerns are sent. */
function useArrange(views: readonly View[]) {
  const client = useQueryClient();

  async function keep(changed: readonly View[]) {
    const others = views.filter((view) => !changed.some((one) => one.key === view.key));
    client.setQueryData(keys.views, { views: [...others, ...changed] });
    try {
      for (const view of changed) await api.put(`/views/${view.key}/settings`, view.settings);
    } catch (fault) {
      toast.failed(sentenceOf(fault));
      void client.invalidateQueries({ queryKey: keys.views });
    }
  }
  const placed = (view: View, settings: ViewSettings): View => ({
    ...view,
    position: settings.position ?? view.position,
    hidden: settings.hidden ?? false,
    settings,
  });
  return {
    show: (view: View, shown: boolean) => void keep([placed(view, { ...view.settings, hidden: !shown })]),
    move: (from: number, by: 1 | -1) => {
      const order = [...views];
      const [moved] = order.splice(from, 1);
      if (!moved) return;
      order.splice(from + by, 0, moved);
      void keep(order.flatMap((view, position) => (view.position === position ? [] : [placed(view, { ...view.settings, position })])));
    },
  };
}
