/** The navigation of views, each with its live count. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { View } from "~/api/shapes";
import { type Command, useCommands } from "~/lib/shortcuts";
import { Skeleton } from "~/ui/skeleton";
import { ArrangeViews } from "./arrange-views.tsx";
import { CustomViewsNav, useCustomViewsShown } from "./custom-views-nav.tsx";
import { ViewLink } from "./view-link.tsx";
import { countsQuery, viewsQuery } from "./view-queries.ts";
import { isDefaultViewKey, nameOfView, viewWords } from "./view-words.tsx";

/** Views that are looked into now and then stand apart, below those one works from. */
const quietKeys = new Set(["all_closed", "spam", "trash", "parked"]);

export function ViewsNav({ onPick }: { readonly onPick?: () => void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { data: views } = useQuery(viewsQuery);
  const visible = (views ?? []).filter((view) => !view.hidden);
  const custom = useCustomViewsShown(visible.filter((view) => view.custom));
  const defaults = visible.filter((view) => !view.custom);
  const { data: counts } = useQuery(countsQuery([...defaults, ...custom.shown].map((view) => view.key)));
  useCommands(
    visible.map((view): Command => ({
      id: `view-${view.key}`,
      label: nameOfView(i18n, view),
      group: t`Go to`,
      ...(isDefaultViewKey(view.key) ? { keys: `g ${viewWords[view.key].letter}` as const } : {}),
      run: () => void navigate({ to: "/views/$view", params: { view: view.key } }),
    })),
  );

  const list = (group: readonly View[]) =>
    group.length > 0 ? (
      <ul className="flex flex-col gap-px">
        {group.map((view) => (
          <li key={view.key}>
            <ViewLink view={view} count={counts?.[view.key]} onPick={onPick} />
          </li>
        ))}
      </ul>
    ) : null;
  return (
    <nav aria-label={t`Views`} className="flex flex-col gap-4 px-2 py-1">
      {views === undefined ? <NavWaiting /> : null}
      {list(defaults.filter((view) => !quietKeys.has(view.key)))}
      <CustomViewsNav all={visible.filter((view) => view.custom)} state={custom} counts={counts} onPick={onPick} />
      {list(defaults.filter((view) => quietKeys.has(view.key)))}
      {views === undefined ? null : <ArrangeViews />}
    </nav>
  );
}

function NavWaiting() {
  return (
    <div className="flex flex-col gap-3 px-2 py-2">
      {["w-24", "w-28", "w-20", "w-32", "w-24"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}
