/** The way between workspaces: a rail at the left edge, on a phone a bar at the bottom. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import BookUser from "lucide-react/icons/book-user";
import Command from "lucide-react/icons/command";
import Inbox from "lucide-react/icons/inbox";
import Headset from "lucide-react/icons/headset";
import Keyboard from "lucide-react/icons/keyboard";
import LogOut from "lucide-react/icons/log-out";
import Moon from "lucide-react/icons/moon";
import Search from "lucide-react/icons/search";
import Settings from "lucide-react/icons/settings";
import Sun from "lucide-react/icons/sun";
import UserRound from "lucide-react/icons/user-round";
import type { ReactNode } from "react";
import { setAppearance, useAppearance } from "~/lib/appearance";
import { classes } from "~/lib/classes";
import { BellButton, BellMark, useUnreadWords } from "~/notifications/bell";
import { Avatar } from "~/ui/avatar";
import { Logo } from "~/ui/logo";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "~/ui/menu";
import { Tooltip } from "~/ui/tooltip";
import { signOut, useMe } from "~/users/session";
import { isOfRecords } from "./records-nav.tsx";

type Workspace = {
  readonly to: string;
  readonly label: string;
  /** Where a sixth of a phone's width is all there is. */ readonly short?: string;
  readonly icon: ReactNode;
  readonly isHere: boolean;
};

function useWorkspaces(size: number): readonly Workspace[] {
  const { t } = useLingui();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const me = useMe();
  const hasInboxes = me.is_super_admin || me.seat === "service";
  return [
    {
      to: "/",
      label: t`Help desk`,
      short: t({ message: "Help desk", context: "phone bar" }),
      icon: <Headset size={size} strokeWidth={1.75} aria-hidden />,
      isHere: /^\/(views|tickets)/.test(path),
    },
    ...(hasInboxes
      ? [
          {
            to: "/inboxes",
            label: t`Inboxes`,
            short: t({ message: "Inboxes", context: "phone bar" }),
            icon: <Inbox size={size} strokeWidth={1.75} aria-hidden />,
            isHere: path.startsWith("/inboxes"),
          },
        ]
      : []),
    {
      to: "/contacts",
      label: t`Contacts`,
      short: t({ message: "Contacts", context: "phone bar" }),
      icon: <BookUser size={size} strokeWidth={1.75} aria-hidden />,
      isHere: isOfRecords(path),
    },
    {
      to: "/search",
      label: t`Search`,
      icon: <Search size={size} strokeWidth={1.75} aria-hidden />,
      isHere: path.startsWith("/search"),
    },
    {
      to: "/settings/profile",
      label: t`Settings`,
      icon: <Settings size={size} strokeWidth={1.75} aria-hidden />,
      isHere: path.startsWith("/settings"),
    },
  ];
}

export function Rail({ onPalette, onSheet }: { readonly onPalette: () => void; readonly onSheet: () => void }) {
  const { t } = useLingui();
  const workspaces = useWorkspaces(18);
  return (
    <div className="flex w-rail shrink-0 flex-col items-center gap-1 border-r border-border py-2">
      <span className="mb-1.5 flex size-8 items-center justify-center">
        <Logo size={24} />
      </span>
      <nav aria-label={t`Workspaces`} className="flex flex-col gap-1">
        {workspaces.map((workspace) => (
          <Tooltip key={workspace.to} text={workspace.label} side="right">
            <Link
              to={workspace.to}
              aria-current={workspace.isHere ? "page" : undefined}
              className={classes(
                "flex size-8 items-center justify-center rounded-8",
                workspace.isHere ? "bg-selected text-accent" : "text-quiet hover:bg-hover hover:text-text",
              )}
            >
              {workspace.icon}
              <span className="sr-only">{workspace.label}</span>
            </Link>
          </Tooltip>
        ))}
      </nav>
      <div className="flex-1" />
      <BellButton />
      <Tooltip text={t`Commands`} shortcut="Mod+k" side="right">
        <button
          type="button"
          aria-label={t`Commands`}
          onClick={onPalette}
          className="flex size-8 items-center justify-center rounded-8 text-quiet hover:bg-hover hover:text-text"
        >
          <Command size={16} strokeWidth={1.75} aria-hidden />
        </button>
      </Tooltip>
      <MyMenu onSheet={onSheet} />
    </div>
  );
}

function MyMenu({ onSheet }: { readonly onSheet: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { theme } = useAppearance();
  const isDark = theme === "dark" || (theme === "system" && document.documentElement.dataset["theme"] === "dark");
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t`My menu`}
          className="flex size-8 items-center justify-center rounded-8 hover:bg-hover"
        >
          <Avatar name={me.name} tintFrom={me.email} size={24} shape="square" />
        </button>
      }
    >
      <MenuLabel>
        <span className="block truncate font-strong text-text">{me.name}</span>
        <span className="block truncate">{me.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuItem
        icon={<UserRound size={16} />}
        onSelect={() => void navigate({ to: "/settings/profile" })}
      >{t`My profile`}</MenuItem>
      <MenuItem
        icon={isDark ? <Sun size={16} /> : <Moon size={16} />}
        onSelect={() => setAppearance({ theme: isDark ? "light" : "dark" })}
      >
        {isDark ? t`Light theme` : t`Dark theme`}
      </MenuItem>
      <MenuItem icon={<Keyboard size={16} />} shortcut="?" onSelect={onSheet}>{t`Keyboard shortcuts`}</MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<LogOut size={16} />}
        onSelect={() => void signOut(client).then(() => navigate({ to: "/sign-in" }))}
      >{t`Sign out`}</MenuItem>
    </Menu>
  );
}

/** A longer word has more of the bar, so that none comes close to its neighbour or to the edge. */
const phoneLink = "focus-inset flex h-13 min-w-0 flex-auto flex-col items-center justify-center gap-0.5 px-0.5 text-11";
const phoneLabel = "max-w-full truncate tracking-tight";

export function PhoneBar() {
  const { t } = useLingui();
  const workspaces = useWorkspaces(20);
  const { count, words } = useUnreadWords();
  const isOnBell = useRouterState({ select: (state) => state.location.pathname === "/notifications" });
  const isOnTicket = useRouterState({ select: (state) => state.location.pathname.startsWith("/tickets/") });
  // The composer needs the room, and the way back is at the top.
  if (isOnTicket) return <div className="h-[env(safe-area-inset-bottom)] shrink-0" />;
  return (
    <nav aria-label={t`Workspaces`} className="flex shrink-0 border-t border-border pb-[env(safe-area-inset-bottom)]">
      {workspaces.map((workspace) => (
        <Link
          key={workspace.to}
          to={workspace.to}
          aria-current={workspace.isHere ? "page" : undefined}
          className={classes(phoneLink, workspace.isHere ? "text-accent" : "text-quiet")}
        >
          {workspace.icon}
          <span className={phoneLabel}>{workspace.short ?? workspace.label}</span>
        </Link>
      ))}
      <Link
        to="/notifications"
        aria-current={isOnBell ? "page" : undefined}
        aria-describedby="phone-unread"
        className={classes(phoneLink, isOnBell ? "text-accent" : "text-quiet")}
      >
        <BellMark size={20} count={count} />
        <span className={phoneLabel}>{t({ message: "Notifications", context: "phone bar" })}</span>
      </Link>
      <span id="phone-unread" hidden>
        {words}
      </span>
    </nav>
  );
}
