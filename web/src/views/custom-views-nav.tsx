/** The views that users made, in the navigation: folded away by choice, and beyond the first few when they are many. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import ChevronDown from "lucide-react/icons/chevron-down";
import Plus from "lucide-react/icons/plus";
import { useId } from "react";
import type { View } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { useStored } from "~/lib/stored";
import { IconButton } from "~/ui/button";
import { useHasFullDesk } from "~/users/session";
import { useShownView } from "./view-place.ts";
import type { Counts } from "./view-queries.ts";
import { ViewLink } from "./view-link.tsx";

const shownAtFirst = 15;

/** Which of them show now: only those are counted. The one that is looked at always shows. */
export function useCustomViewsShown(views: readonly View[]) {
  const [isFolded, fold] = useStored<boolean>("custom-views-folded", false);
  const [isWhole, setWhole] = useStored<boolean>("custom-views-whole", false);
  const current = useShownView();
  const few = isWhole ? views : views.filter((view, place) => place < shownAtFirst || view.key === current);
  return {
    shown: isFolded ? few.filter((view) => view.key === current) : few,
    isFolded,
    fold,
    isWhole,
    setWhole,
    left: views.length - few.length,
  };
}

export type CustomViewsNavProps = {
  readonly all: readonly View[];
  readonly state: ReturnType<typeof useCustomViewsShown>;
  readonly counts: Counts | undefined;
  readonly onPick: (() => void) | undefined;
};

export function CustomViewsNav({ all, state, counts, onPick }: CustomViewsNavProps) {
  const { t } = useLingui();
  const id = useId();
  const { shown, isFolded, isWhole, left } = state;
  const navigate = useNavigate();
  const here = useShownView();
  const hasFullDesk = useHasFullDesk();
  if (!hasFullDesk) return null;
  const make = () => {
    onPick?.();
    void navigate({
      to: "/views/$view",
      params: { view: here && here !== "parked" ? here : "all_open" },
      search: { panel: "new" },
    });
  };
  return (
    <section aria-label={t`Custom views`} className="flex flex-col gap-px">
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => state.fold(!isFolded)}
          className="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-6 px-2 text-left text-12 text-quiet hover:bg-hover hover:text-text pointer-coarse:h-11 md:h-7"
        >
          <span className="flex-1">
            <Trans>Custom views</Trans>
          </span>
          <ChevronDown
            size={14}
            aria-hidden
            className={classes("transition-transform", isFolded && "-rotate-90 rtl:rotate-90")}
          />
        </button>
        <IconButton size="small" label={t`New view`} icon={<Plus size={14} />} onClick={make} />
      </div>
      <ul id={id} className="flex flex-col gap-px">
        {shown.map((view) => (
          <li key={view.key}>
            <ViewLink view={view} count={counts?.[view.key]} onPick={onPick} />
          </li>
        ))}
      </ul>
      {isFolded || (left === 0 && !(isWhole && all.length > shownAtFirst)) ? null : (
        <button
          type="button"
          onClick={() => state.setWhole(!isWhole)}
          className="h-8 rounded-6 pr-2 pl-8.5 text-left text-12 text-quiet hover:bg-hover hover:text-text pointer-coarse:h-11 md:h-7"
        >
          {isWhole ? <Trans>Show fewer</Trans> : <Trans>Show {left} more</Trans>}
        </button>
      )}
    </section>
  );
}
