/** The room everything stands in: rail, navigation, work; on a phone one of them at a time. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import { Suspense, lazy, useEffect, useState } from "react";
import { onSignedOut } from "~/api/client";
import { setAppearance } from "~/lib/appearance";
import { whenIdle } from "~/lib/idle";
import { useAtLeast } from "~/lib/media";
import { useStored } from "~/lib/stored";
import { type Command, useCommands } from "~/lib/shortcuts";
import { Live } from "~/live/live";
import { useNoticed } from "~/notifications/use-noticed";
import { BootstrapContext, useBootstrap } from "~/users/session";
import { NavContext } from "~/lib/nav-context";
import { HelpDeskNav } from "./help-desk-nav.tsx";
import { LineBanner } from "./line-banner.tsx";
import { NavDrawer } from "./nav-drawer.tsx";
import { PhoneBar, Rail } from "./rail.tsx";
import { RecordsNav, isOfRecords } from "./records-nav.tsx";
import { Rehearsal } from "./rehearsal.tsx";
import { TicketTabs } from "./ticket-tabs.tsx";

const loadPalette = () => import("./command-palette.tsx");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
// What is typed right after Ctrl-K belongs into the palette: it must be there by then.
void whenIdle().then(loadPalette);
const ShortcutSheet = lazy(async () => ({ default: (await import("./shortcut-sheet.tsx")).ShortcutSheet }));
const InboxesNav = lazy(async () => ({ default: (await import("~/pages/inboxes/inboxes-nav")).InboxesNav }));
const CreateTicketPanel = lazy(async () => ({
  default: (await import("~/tickets/create-ticket-panel")).CreateTicketPanel,
}));

const WorkPanel = lazy(async () => ({ default: (await import("~/work/work-panel")).WorkPanel }));

export function DeskShell() {
  const bootstrap = useBootstrap();
  const { user, live } = bootstrap;
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    setAppearance({ theme: user.theme, density: user.density });
  }, [user.theme, user.density]);
  useEffect(
    () =>
      onSignedOut(() => {
        client.clear();
        void navigate({ to: "/sign-in", search: { next: location.pathname + location.search } });
      }),
    [client, navigate],
  );
  return (
    <BootstrapContext value={bootstrap}>
      <Live cursor={live.cursor}>
        <Room />
      </Live>
    </BootstrapContext>
  );
}

function Room() {
  const { t } = useLingui();
  useNoticed();
  const wide = useAtLeast("md");
  const roomy = useAtLeast("lg");
  // What stands beside the work while one creates has the place of the navigation where there is none for both.
  const { create } = useSearch({ strict: false });
  const gaveWay = wide && !roomy && create === true;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const inRecords = isOfRecords(path);
  const inHelpDesk = !inRecords && !path.startsWith("/settings");
  const Nav = inRecords ? RecordsNav : path.startsWith("/inboxes") ? InboxesNav : HelpDeskNav;
  const [folded, setFolded] = useStored<boolean>("nav-folded", false);
  const [drawer, setDrawer] = useState(false);
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  useDeskCommands({
    openPalette: () => setOpen("palette"),
    openSheet: () => setOpen("sheet"),
    fold: () => (gaveWay ? setDrawer(!drawer) : setFolded(!folded)),
  });
  const nav = {
    isFolded: !wide || folded || gaveWay,
    show: () => (wide && !gaveWay ? setFolded(false) : setDrawer(true)),
    fold: () => setFolded(true),
  };

  return (
    <NavContext value={nav}>
      <a
        href="#work"
        className="sr-only z-50 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:rounded-6 focus:bg-raised focus:px-3 focus:py-2"
      >
        {t`Skip to the work`}
      </a>
      <div className="flex h-full flex-col pt-[env(safe-area-inset-top)] pr-[env(safe-area-inset-right)] pl-[env(safe-area-inset-left)]">
        <LineBanner />
        <div className="flex min-h-0 flex-1">
          {wide ? <Rail onPalette={() => setOpen("palette")} onSheet={() => setOpen("sheet")} /> : null}
          {wide && (inHelpDesk || inRecords) && !folded && !gaveWay ? (
            <div className="w-nav shrink-0 overflow-y-auto border-r border-border">
              <Suspense fallback={null}>
                <Nav />
              </Suspense>
            </div>
          ) : null}
          <main id="work" tabIndex={-1} className="relative flex min-w-0 flex-1 flex-col bg-surface outline-none">
            {wide && inHelpDesk ? <TicketTabs /> : null}
            <Outlet />
            <Suspense fallback={null}>
              <WorkPanel />
            </Suspense>
          </main>
          <Creating />
          <Rehearsal />
        </div>
        {wide ? null : <PhoneBar />}
      </div>
      {drawer && (!wide || gaveWay) ? (
        <NavDrawer onClose={() => setDrawer(false)}>
          <Suspense fallback={null}>
            <Nav onPick={() => setDrawer(false)} />
          </Suspense>
        </NavDrawer>
      ) : null}
      <Suspense fallback={null}>
        {open === "palette" ? <CommandPalette onClose={() => setOpen(null)} /> : null}
        {open === "sheet" ? <ShortcutSheet onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </NavContext>
  );
}

function Creating() {
  const { create, contact } = useSearch({ strict: false });
  const navigate = useNavigate();
  if (!create) return null;
  return (
    <Suspense fallback={null}>
      <CreateTicketPanel
        key={contact}
        {...(contact ? { email: contact } : {})}
        onClose={() =>
          void navigate({ to: ".", search: ({ create: _gone, contact: _nobody, ...rest }) => rest, replace: true })
        }
        onCreated={(id) => void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(id) } })}
      />
    </Suspense>
  );
}

function useDeskCommands({
  openPalette,
  openSheet,
  fold,
}: {
  readonly openPalette: () => void;
  readonly openSheet: () => void;
  readonly fold: () => void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const commands: Command[] = [
    {
      id: "palette",
      label: t`Open the command palette`,
      group: t`General`,
      keys: "Mod+k",
      whileTyping: true,
      keysOnly: true,
      run: openPalette,
    },
    { id: "sheet", label: t`Show keyboard shortcuts`, group: t`General`, keys: "?", run: openSheet },
    {
      id: "search",
      label: t`Search`,
      group: t`General`,
      keys: "/",
      run: () => focusSearch() || void navigate({ to: "/search" }),
    },
    { id: "fold", label: t`Fold or unfold the navigation`, group: t`General`, keys: "[", run: fold },
    {
      id: "create",
      label: t`Create ticket`,
      group: t`General`,
      keys: "n",
      run: () => void navigate({ to: ".", search: (search) => ({ ...search, create: true as const }) }),
    },
    {
      id: "settings",
      label: t`Settings`,
      group: t`Go to`,
      keys: "g ,",
      run: () => void navigate({ to: "/settings/profile" }),
    },
    { id: "contacts", label: t`Contacts`, group: t`Go to`, run: () => void navigate({ to: "/contacts" }) },
    { id: "companies", label: t`Companies`, group: t`Go to`, run: () => void navigate({ to: "/companies" }) },
    { id: "deals", label: t`Deals`, group: t`Go to`, run: () => void navigate({ to: "/deals" }) },
    {
      id: "notifications",
      label: t`Notifications`,
      group: t`Go to`,
      keys: "g b",
      run: () => void navigate({ to: "/notifications" }),
    },
    { id: "snippets", label: t`Snippets`, group: t`Go to`, run: () => void navigate({ to: "/settings/snippets" }) },
    { id: "macros", label: t`Macros`, group: t`Go to`, run: () => void navigate({ to: "/settings/macros" }) },
    {
      id: "accounts",
      label: t`E-mail accounts`,
      group: t`Go to`,
      run: () => void navigate({ to: "/settings/email-accounts" }),
    },
    { id: "theme-light", label: t`Light theme`, group: t`Look`, run: () => setAppearance({ theme: "light" }) },
    { id: "theme-dark", label: t`Dark theme`, group: t`Look`, run: () => setAppearance({ theme: "dark" }) },
    {
      id: "theme-system",
      label: t`Theme of the system`,
      group: t`Look`,
      run: () => setAppearance({ theme: "system" }),
    },
    { id: "compact", label: t`Compact rows`, group: t`Look`, run: () => setAppearance({ density: "compact" }) },
    {
      id: "comfortable",
      label: t`Comfortable rows`,
      group: t`Look`,
      run: () => setAppearance({ density: "comfortable" }),
    },
  ];
  useCommands(commands);
}

function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>("input[type=search]");
  box?.focus();
  box?.select();
  return box !== null;
}
