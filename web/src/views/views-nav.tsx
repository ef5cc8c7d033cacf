/** The navigation of views, each with its live count. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { View } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { cappedCount } from "~/lib/numbers";
import { type Command, useCommands } from "~/lib/shortcuts";
import { useUnreadInTitle } from "~/lib/title";
import { Skeleton } from "~/ui/skeleton";
import { ArrangeViews } from "./arrange-views.tsx";
import { pageSize, ticketPageQuery } from "./ticket-pages.ts";
import { useShownView } from "./view-place.ts";
import { countCap, countsQuery, viewsQuery } from "./view-queries.ts";
import { isViewKey, viewWords } from "./view-words.tsx";

/** Views that are looked into now and then stand apart, below those one works from. */
const quietKeys = new Set(["all_closed", "spam", "trash", "parked"]);

export function ViewsNav({ onPick }: { readonly onPick?: () => void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { data: views } = useQuery(viewsQuery);
  const shown = (views ?? []).filter((view) => !view.hidden && isViewKey(view.key));
  const { data: counts } = useQuery(countsQuery(shown.map((view) => view.key)));
  useMyUnread();
  useCommands(
    shown.map(
      (view): Command => ({
        id: `view-${view.key}`,
        label: i18n._(viewWords[view.key].name),
        group: t`Go to`,
        keys: `g ${viewWords[view.key].letter}`,
        run: () => void navigate({ to: "/views/$view", params: { view: view.key } }),
      }),
    ),
  );

  const groups = [shown.filter((view) => !quietKeys.has(view.key)), shown.filter((view) => quietKeys.has(view.key))];
  return (
    <nav aria-label={t`Views`} className="flex flex-col gap-4 px-2 py-1">
      {views === undefined ? <NavWaiting /> : null}
      {groups.map((group, place) =>
        group.length > 0 ? (
          // eslint-disable-next-line react/no-array-index-key -- two groups that never move
          <ul key={place} className="flex flex-col gap-px">
            {group.map((view) => (
              <li key={view.key}>
                <ViewLink view={view} count={counts?.[view.key]} onPick={onPick} />
              </li>
            ))}
          </ul>
        ) : null,
      )}
      {views === undefined ? null : <ArrangeViews />}
    </nav>
  );
}

const mineQuestion = { view: "mine", sort: "active_at", direction: "desc" } as const;

/** The tab's title tells how many of one's own tickets are unread, of those that moved last. */
function useMyUnread() {
  const { i18n } = useLingui();
  const { data: views } = useQuery(viewsQuery);
  const hasMine = views?.some((view) => view.key === "mine") ?? false;
  const { data: page } = useQuery({ ...ticketPageQuery(mineQuestion, null), enabled: hasMine });
  const unread = page?.tickets.filter((ticket) => ticket.is_unread).length ?? 0;
  useUnreadInTitle(unread === 0 ? "" : cappedCount(unread, pageSize - 1, i18n.locale));
}

function ViewLink({ view, count, onPick }: { readonly view: View; readonly count: number | undefined; readonly onPick: (() => void) | undefined }) {
  const { i18n } = useLingui();
  const { icon: Icon, name } = viewWords[view.key];
  const current = useShownView();
  const countId = `count-${view.key}`;
  return (
    <span className="relative block">
      <Link
        to="/views/$view"
        params={{ view: view.key }}
        onClick={onPick}
        aria-describedby={count === undefined ? undefined : countId}
        aria-current={current === view.key ? "page" : undefined}
        className="peer group flex h-8 items-center gap-2.5 rounded-6 pr-12 pl-2 text-quiet hover:bg-hover hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-strong aria-[current=page]:text-text md:h-7"
      >
        <Icon size={16} className="shrink-0 group-aria-[current=page]:text-accent" aria-hidden strokeWidth={1.75} />
        <span className="min-w-0 flex-1 truncate">{i18n._(name)}</span>
      </Link>
      {count === undefined ? null : (
        // Beside the link rather than in it: the link's name is the view's name alone, and this describes it.
        <span
          id={countId}
          className={classes(
            "tabular pointer-events-none absolute inset-y-0 right-2 flex items-center text-12 text-quiet peer-aria-[current=page]:text-text",
            count === 0 && "opacity-0",
          )}
        >
          {cappedCount(count, countCap, i18n.locale)}
        </span>
      )}
    </span>
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
