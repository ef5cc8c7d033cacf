/** One view in the navigation, with its live count and whether others share it. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import UsersRound from "lucide-react/icons/users-round";
import type { View } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { cappedCount } from "~/lib/numbers";
import { useShownView } from "./view-place.ts";
import { countCap } from "./view-queries.ts";
import { nameOfView, wordsOfView } from "./view-words.tsx";

export type ViewLinkProps = {
  readonly view: View;
  readonly count: number | undefined;
  readonly onPick: (() => void) | undefined;
};

export function ViewLink({ view, count, onPick }: ViewLinkProps) {
  const { t, i18n } = useLingui();
  const { icon: Icon } = wordsOfView(view.key);
  const name = nameOfView(i18n, view);
  const current = useShownView();
  const isShared = view.custom !== null && view.custom.shared_with !== "private";
  const [countId, sharedId] = [`count-${view.key}`, `shared-${view.key}`];
  const shown = count === undefined ? "" : cappedCount(count, countCap, i18n.locale);
  const described = [isShared ? sharedId : "", count === undefined ? "" : countId].filter(Boolean).join(" ");
  return (
    <span className="relative block">
      <Link
        to="/views/$view"
        params={{ view: view.key }}
        onClick={onPick}
        title={name}
        aria-describedby={described || undefined}
        aria-current={current === view.key ? "page" : undefined}
        className={classes(
          shown.length > 2 ? "pr-11" : "pr-8",
          "peer group flex h-8 items-center gap-2.5 rounded-6 pl-2 text-quiet hover:bg-hover hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-strong aria-[current=page]:text-text pointer-coarse:h-11 md:h-7",
        )}
      >
        <Icon size={16} className="shrink-0 group-aria-[current=page]:text-accent" aria-hidden strokeWidth={1.75} />
        <span className="min-w-0 truncate" dir="auto">
          {name}
        </span>
        {isShared ? <UsersRound size={13} className="shrink-0" aria-hidden strokeWidth={1.75} /> : null}
      </Link>
      {isShared ? (
        <span id={sharedId} hidden>
          {t`Shared`}
        </span>
      ) : null}
      {count === undefined ? null : (
        // Beside the link rather than in it: the link's name is the view's name alone, and this describes it.
        <span
          id={countId}
          className={classes(
            "tabular pointer-events-none absolute inset-y-0 right-2 flex items-center text-12 text-quiet peer-aria-[current=page]:text-text",
            count === 0 && "opacity-0",
          )}
        >
          {shown}
        </span>
      )}
    </span>
  );
}
