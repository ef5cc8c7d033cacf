/** The settings: their navigation beside one page at a time. */
import { useLingui } from "@lingui/react/macro";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import ListPlus from "lucide-react/icons/list-plus";
import Bell from "lucide-react/icons/bell";
import Inbox from "lucide-react/icons/inbox";
import Mail from "lucide-react/icons/mail";
import MailX from "lucide-react/icons/mail-x";
import PanelRight from "lucide-react/icons/panel-right";
import ScrollText from "lucide-react/icons/scroll-text";
import Timer from "lucide-react/icons/timer";
import TextQuote from "lucide-react/icons/text-quote";
import Zap from "lucide-react/icons/zap";
import UserRound from "lucide-react/icons/user-round";
import UsersRound from "lucide-react/icons/users-round";
import Waypoints from "lucide-react/icons/waypoints";
import CircleUserRound from "lucide-react/icons/circle-user-round";
import { useEffect, useRef } from "react";
import { useAtLeast } from "~/lib/media";
import { useMe } from "~/users/session";

type Entry = { readonly to: string; readonly label: string; readonly icon: typeof Mail };

function useEntries(): readonly { readonly heading: string; readonly entries: readonly Entry[] }[] {
  const { t } = useLingui();
  const me = useMe();
  const may = (permission: string) => me.is_super_admin || me.permissions.includes(permission);
  const desk: Entry[] = [
    ...(may("account_access")
      ? [
          { to: "/settings/email-accounts", label: t`E-mail accounts`, icon: Mail },
          { to: "/settings/senders", label: t`Senders`, icon: MailX },
          { to: "/settings/inboxes", label: t`Inboxes`, icon: Inbox },
        ]
      : []),
    ...(may("manage_users")
      ? [
          { to: "/settings/users", label: t`Users`, icon: UserRound },
          { to: "/settings/teams", label: t`Teams`, icon: UsersRound },
        ]
      : []),
    ...(me.is_super_admin
      ? [
          { to: "/settings/properties", label: t`Properties`, icon: ListPlus },
          { to: "/settings/pipelines", label: t`Pipelines`, icon: Waypoints },
          { to: "/settings/sla", label: t`SLA goals`, icon: Timer },
          { to: "/settings/sidebar", label: t`Sidebar`, icon: PanelRight },
          { to: "/settings/audit", label: t`Audit log`, icon: ScrollText },
        ]
      : []),
  ];
  return [
    {
      heading: t`You`,
      entries: [
        { to: "/settings/profile", label: t`Profile`, icon: CircleUserRound },
        { to: "/settings/notifications", label: t`Notifications`, icon: Bell },
      ],
    },
    {
      heading: t`Writing`,
      entries: [
        { to: "/settings/snippets", label: t`Snippets`, icon: TextQuote },
        { to: "/settings/macros", label: t`Macros`, icon: Zap },
      ],
    },
    ...(desk.length > 0 ? [{ heading: t`Help desk`, entries: desk }] : []),
  ];
}

export function SettingsFrame() {
  const { t } = useLingui();
  const wide = useAtLeast("md");
  const groups = useEntries();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const nav = useRef<HTMLElement>(null);
  // On a phone the entries are one long line: where one is stands in sight.
  useEffect(() => {
    // Not handed on: scrolling answers with a promise in newer browsers, which is no way to clean up.
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path, wide]);
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <nav
        ref={nav}
        aria-label={t`Settings`}
        className={
          wide
            ? "w-nav shrink-0 overflow-y-auto border-r border-border bg-canvas px-2"
            : "flex shrink-0 gap-1 overflow-x-auto overflow-y-hidden border-b border-border px-2 py-1"
        }
      >
        {wide ? <p className="flex h-header items-center px-2 text-14 font-strong">{t`Settings`}</p> : null}
        {groups.map((group) => (
          <div key={group.heading} className={wide ? "pb-4" : "contents"}>
            {wide ? <p className="px-2 pb-1 text-12 text-quiet">{group.heading}</p> : null}
            <ul className={wide ? "flex flex-col gap-px" : "contents"}>
              {group.entries.map(({ to, label, icon: Icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    aria-current={path.startsWith(to) ? "page" : undefined}
                    className="flex h-8 items-center gap-2.5 whitespace-nowrap rounded-6 px-2 text-quiet hover:bg-hover pointer-coarse:h-11 hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-strong aria-[current=page]:text-text md:h-7"
                  >
                    <Icon size={16} strokeWidth={1.75} aria-hidden />
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
        <Outlet />
      </div>
    </div>
  );
}
