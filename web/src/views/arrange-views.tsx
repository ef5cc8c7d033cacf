/** Which views one sees, and in which order: by dragging, with the arrow keys on a handle, or step by step. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import ListChecks from "lucide-react/icons/list-checks";
import type { View } from "~/api/shapes";
import { IconButton } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Popover } from "~/ui/popover";
import { Sortable } from "~/ui/sortable";
import { useArrange } from "./arranging.ts";
import { viewsQuery } from "./view-queries.ts";
import { nameOfView } from "./view-words.tsx";

export function ArrangeViews() {
  const { t } = useLingui();
  const { data: views = [] } = useQuery(viewsQuery);
  return (
    <Popover
      label={t`Arrange views`}
      trigger={
        <button
          type="button"
          className="flex h-8 w-full items-center gap-2.5 rounded-6 px-2 text-quiet hover:bg-hover hover:text-text data-popup-open:bg-hover pointer-coarse:h-11 md:h-7"
        >
          <ListChecks size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
          <Trans>Arrange views</Trans>
        </button>
      }
      className="flex w-80 flex-col gap-3 p-2!"
    >
      <Part label={t`Default views`} views={views.filter((view) => !view.custom)} />
      <Part label={t`Custom views`} views={views.filter((view) => view.custom)} />
    </Popover>
  );
}

/** What comes with the desk and what users made stand apart, as in the navigation. */
function Part({ label, views }: { readonly label: string; readonly views: readonly View[] }) {
  const { t, i18n } = useLingui();
  const arrange = useArrange(views);
  if (views.length === 0) return null;
  const entries = views.map((view, place) => ({ id: view.key, name: nameOfView(i18n, view), view, place }));
  return (
    <div>
      <p className="px-1.5 pb-1 text-12 text-quiet">{label}</p>
      <Sortable
        label={label}
        entries={entries}
        onOrder={arrange.order}
        className="flex flex-col"
        entryClassName="flex h-8 items-center gap-1 rounded-6 pl-0.5 hover:bg-hover"
      >
        {({ name, view, place }, handle) => (
          <>
            {handle}
            <div className="min-w-0 flex-1" title={name}>
              <Checkbox
                label={
                  <span className="block truncate" dir="auto">
                    {name}
                  </span>
                }
                checked={!view.hidden}
                onChange={(shown) => arrange.show(view, shown)}
              />
            </div>
            <IconButton
              size="small"
              label={t`Move ${name} up`}
              icon={<ChevronUp size={14} />}
              disabled={place === 0}
              onClick={() => arrange.move(view, -1)}
            />
            <IconButton
              size="small"
              label={t`Move ${name} down`}
              icon={<ChevronDown size={14} />}
              disabled={place === views.length - 1}
              onClick={() => arrange.move(view, 1)}
            />
          </>
        )}
      </Sortable>
    </div>
  );
}
