/** The navigation of the inboxes: one line each, with how many conversations stand open there. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import PanelLeftClose from "lucide-react/icons/panel-left-close";
import { classes } from "~/lib/classes";
import { useNav } from "~/lib/nav-context";
import { cappedCount } from "~/lib/numbers";
import { IconButton } from "~/ui/button";
import { useMe } from "~/users/session";
import { inboxesQuery } from "~/conversations/inboxes";

const mostCounted = 999;

export function InboxesNav({ onPick }: { readonly onPick?: () => void }) {
  const { t, i18n } = useLingui();
  const { fold } = useNav();
  const me = useMe();
  const { data } = useQuery(inboxesQuery);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const inboxes = data?.inboxes.filter((inbox) => inbox.kind === "inbox") ?? [];
  return (
    <section aria-label={t`Inboxes`} className="flex flex-col">
      <div className="flex h-header shrink-0 items-center gap-1 pr-2 pl-4">
        <p className="min-w-0 flex-1 truncate text-14 font-strong">{t`Inboxes`}</p>
        {onPick ? null : (
          <IconButton label={t`Fold the navigation`} shortcut="[" icon={<PanelLeftClose size={16} />} onClick={fold} />
        )}
      </div>
      <nav aria-label={t`Inboxes`} className="px-2 pb-4">
        <ul className="flex flex-col gap-px">
          {inboxes.map((inbox) => (
            <li key={inbox.id}>
              <Link
                to="/inboxes/$inboxId"
                params={{ inboxId: String(inbox.id) }}
                aria-current={path === `/inboxes/${inbox.id}` ? "page" : undefined}
                {...(onPick ? { onClick: onPick } : {})}
                className="flex h-8 items-center gap-2 rounded-6 px-2 text-quiet hover:bg-hover hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-strong aria-[current=page]:text-text pointer-coarse:h-11 md:h-7"
              >
                <span
                  dir="auto"
                  className={classes("min-w-0 flex-1 truncate", inbox.unread > 0 && "font-strong text-text")}
                >
                  {inbox.name}
                </span>
                {inbox.open > 0 ? (
                  <span className="tabular shrink-0 text-12">{cappedCount(inbox.open, mostCounted, i18n.locale)}</span>
                ) : null}
              </Link>
            </li>
          ))}
        </ul>
        {me.is_super_admin || me.permissions.includes("account_access") ? (
          <Link
            to="/settings/inboxes"
            className="mt-2 flex h-8 items-center rounded-6 px-2 text-12 text-quiet hover:bg-hover hover:text-text pointer-coarse:h-11 md:h-7"
          >
            <Trans>Manage inboxes</Trans>
          </Link>
        ) : null}
      </nav>
    </section>
  );
}
