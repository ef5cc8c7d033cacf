/** The navigation of records: contacts, companies, deals. */
import { useLingui } from "@lingui/react/macro";
import { Link, useRouterState } from "@tanstack/react-router";
import Building2 from "lucide-react/icons/building-2";
import Handshake from "lucide-react/icons/handshake";
import PanelLeftClose from "lucide-react/icons/panel-left-close";
import UserRound from "lucide-react/icons/user-round";
import { useNav } from "~/lib/nav-context";
import { IconButton } from "~/ui/button";

export function isOfRecords(path: string): boolean {
  return /^\/(contacts|companies|deals)(\/|$)/.test(path);
}

export function RecordsNav({ onPick }: { readonly onPick?: () => void }) {
  const { t } = useLingui();
  const { fold } = useNav();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const entries = [
    { to: "/contacts", label: t`Contacts`, icon: UserRound },
    { to: "/companies", label: t`Companies`, icon: Building2 },
    { to: "/deals", label: t`Deals`, icon: Handshake },
  ] as const;
  return (
    <nav aria-label={t`Records`} className="flex flex-col">
      <div className="flex h-header shrink-0 items-center gap-1 pr-2 pl-4">
        <p className="min-w-0 flex-1 truncate text-14 font-strong">{t`Contacts`}</p>
        {onPick ? null : (
          <IconButton label={t`Fold the navigation`} shortcut="[" icon={<PanelLeftClose size={16} />} onClick={fold} />
        )}
      </div>
      <ul className="flex flex-col gap-px px-2 py-1">
        {entries.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              onClick={onPick}
              aria-current={path.startsWith(to) ? "page" : undefined}
              className="group flex h-8 items-center gap-2.5 rounded-6 px-2 text-quiet hover:bg-hover hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-strong aria-[current=page]:text-text pointer-coarse:h-11 md:h-7"
            >
              <Icon
                size={16}
                strokeWidth={1.75}
                aria-hidden
                className="shrink-0 group-aria-[current=page]:text-accent"
              />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
