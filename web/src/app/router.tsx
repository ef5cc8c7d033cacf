/** Which address shows what. Pages come in pieces of their own, when they are first needed. */
import type { QueryClient } from "@tanstack/react-query";
import {
  Outlet,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Refusal } from "~/api/client";
import type { ViewKey } from "~/api/shapes";
import "~/lib/arrival"; // before the router tidies the address
import { bootstrapQuery, setupQuery } from "~/users/session";
import { type FilterPanelName, type RawGroup, isPanelName, isRawGroup } from "~/views/filter/filter";
import { ticketPageQuery } from "~/views/ticket-pages";
import { listQuestion, startView } from "~/views/view-place";
import { inOrder, viewsQuery } from "~/views/view-queries";
import { isViewKey } from "~/views/view-words";
import { DeskShell } from "./desk-shell.tsx";
import { DeskWaiting, Fault, NothingHere } from "./faults.tsx";
import { TicketRoute } from "./ticket-route.tsx";

type Context = { readonly client: QueryClient };

/** What stands in the address on every page of the desk. */
export type DeskSearch = {
  readonly view?: ViewKey;
  readonly create?: true;
  /** Whom the new ticket is for: an address. */ readonly contact?: string;
  readonly filter?: RawGroup;
  readonly panel?: FilterPanelName;
  readonly ticket?: number;
};

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: Fault,
  notFoundComponent: NothingHere,
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("~/pages/set-up/set-up-page"), "SetUpPage"),
  beforeLoad: async ({ context }) => {
    const { needed } = await context.client.fetchQuery({ ...setupQuery, staleTime: 0 });
    if (!needed) throw redirect({ to: "/sign-in" });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // Only a path of our own may follow signing in: an address from outside would be an open redirect.
  validateSearch: (search): { next?: string } =>
    typeof search["next"] === "string" && /^\/(?![/\\])/.test(search["next"]) ? { next: search["next"] } : {},
  beforeLoad: ({ context }) => {
    if (context.client.getQueryData(bootstrapQuery.queryKey)) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("~/pages/sign-in/sign-in-page"), "SignInPage"),
});

const invite = createRoute({
  getParentRoute: () => root,
  path: "/invite/$token",
  component: lazyRouteComponent(() => import("~/pages/sign-in/invite-page"), "InvitePage"),
});

const askReset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyRouteComponent(() => import("~/pages/sign-in/ask-reset-page"), "AskResetPage"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset/$token",
  component: lazyRouteComponent(() => import("~/pages/sign-in/reset-page"), "ResetPage"),
});

/** Only who is signed in comes in; everyone else is led to where that is done. */
async function enter({
  context,
  location,
}: {
  readonly context: Context;
  readonly location: { readonly pathname: string; readonly href: string };
}): Promise<void> {
  try {
    await context.client.ensureQueryData(bootstrapQuery);
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.status !== 401) throw fault;
    const { needed } = await context.client.fetchQuery({ ...setupQuery, staleTime: 0 });
    if (needed) throw redirect({ to: "/set-up" });
    throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
  }
}

const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  validateSearch: (search): DeskSearch => ({
    ...(typeof search["view"] === "string" && isViewKey(search["view"]) ? { view: search["view"] } : {}),
    ...(isId(search["ticket"]) ? { ticket: search["ticket"] } : {}),
    ...(search["create"] === true ? { create: true as const } : {}),
    ...(typeof search["contact"] === "string" ? { contact: search["contact"] } : {}),
    ...(isRawGroup(search["filter"]) ? { filter: search["filter"] } : {}),
    ...(isPanelName(search["panel"]) ? { panel: search["panel"] } : {}),
  }),
  // From a filtered list to a ticket of it: the next and the previous one are those of that list.
  search: {
    middlewares: [
      ({ search, next }) => {
        const following = next(search);
        const { filter, panel } = search;
        if (!following.view || following.filter || !filter) return following;
        return { ...following, filter, ...(panel ? { panel } : {}) };
      },
    ],
  },
  beforeLoad: enter,
  component: DeskShell,
  pendingComponent: DeskWaiting,
});

const start = createRoute({
  getParentRoute: () => desk,
  path: "/",
  beforeLoad: async ({ context }) => {
    const { views } = await context.client.ensureQueryData(viewsQuery);
    const first = inOrder({ views }).find((other) => !other.hidden);
    throw redirect({ to: "/views/$view", params: { view: first?.key ?? startView }, replace: true });
  },
});

const loadViewPage = () => import("~/pages/tickets/view-page");
// Most visits begin with a list: its page is not first asked for when the session has been answered.
if (/^\/(views\/|$)/.test(location.pathname)) void loadViewPage();

const view = createRoute({
  getParentRoute: () => desk,
  path: "/views/$view",
  loader: ({ context, params }) => {
    if (!isViewKey(params.view) || params.view === "parked") return;
    // The first page of tickets is asked for beside the page's code, not after it.
    const { view: key } = params;
    void context.client.ensureQueryData(viewsQuery).then(
      (answer) => {
        const question = listQuestion(answer.views, key);
        return question && context.client.prefetchQuery(ticketPageQuery(question, null));
      },
      () => undefined /* the page itself asks again, and says what is wrong */,
    );
  },
  component: lazyRouteComponent(loadViewPage, "ViewPage"),
});

const ticket = createRoute({ getParentRoute: () => desk, path: "/tickets/$ticketId", component: TicketRoute });

/** Beside the desk, not in it: nothing of the desk goes on paper. */
const print = createRoute({
  getParentRoute: () => root,
  path: "/tickets/$ticketId/print",
  beforeLoad: enter,
  component: lazyRouteComponent(() => import("~/pages/print/print-page"), "PrintPage"),
  pendingComponent: DeskWaiting,
});

const search = createRoute({
  getParentRoute: () => desk,
  path: "/search",
  validateSearch: (found): { query?: string; kind?: "ticket" | "message" | "contact" | "company" } => ({
    ...(found["query"] !== undefined && found["query"] !== "" ? { query: String(found["query"]) } : {}),
    ...(found["kind"] === "ticket" ||
    found["kind"] === "message" ||
    found["kind"] === "contact" ||
    found["kind"] === "company"
      ? { kind: found["kind"] }
      : {}),
  }),
  component: lazyRouteComponent(() => import("~/pages/search/search-page"), "SearchPage"),
});

const inboxes = createRoute({
  getParentRoute: () => desk,
  path: "/inboxes",
  component: lazyRouteComponent(() => import("~/pages/inboxes/inboxes-page"), "InboxesPage"),
});
const inbox = createRoute({
  getParentRoute: () => desk,
  path: "/inboxes/$inboxId",
  validateSearch: (asked): { state?: "closed" | "spam"; thread?: number } => ({
    ...(asked["state"] === "closed" || asked["state"] === "spam" ? { state: asked["state"] } : {}),
    ...(isId(asked["thread"]) ? { thread: asked["thread"] } : {}),
  }),
  component: lazyRouteComponent(() => import("~/pages/inboxes/inbox-page"), "InboxPage"),
});

const notifications = createRoute({
  getParentRoute: () => desk,
  path: "/notifications",
  component: lazyRouteComponent(() => import("~/pages/notifications/notifications-page"), "NotificationsPage"),
});

/** The three kinds of records are listed and shown in one way. */
const listPage = lazyRouteComponent(() => import("~/pages/records/record-list-page"), "RecordListPage");
const recordPage = lazyRouteComponent(() => import("~/pages/records/record-page"), "RecordPage");
const findIn = (search: Record<string, unknown>): { find?: string } =>
  search["find"] === undefined || search["find"] === "" ? {} : { find: String(search["find"]) };
const contacts = createRoute({
  getParentRoute: () => desk,
  path: "/contacts",
  validateSearch: findIn,
  component: listPage,
});
const companies = createRoute({
  getParentRoute: () => desk,
  path: "/companies",
  validateSearch: findIn,
  component: listPage,
});
const deals = createRoute({ getParentRoute: () => desk, path: "/deals", validateSearch: findIn, component: listPage });
const contact = createRoute({ getParentRoute: () => desk, path: "/contacts/$recordId", component: recordPage });
const company = createRoute({ getParentRoute: () => desk, path: "/companies/$recordId", component: recordPage });
const deal = createRoute({ getParentRoute: () => desk, path: "/deals/$recordId", component: recordPage });

const settings = createRoute({
  getParentRoute: () => desk,
  path: "/settings",
  component: lazyRouteComponent(() => import("~/pages/settings/settings-frame"), "SettingsFrame"),
});
const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/profile", replace: true });
  },
});
const profile = createRoute({
  getParentRoute: () => settings,
  path: "/profile",
  component: lazyRouteComponent(() => import("~/pages/settings/profile/profile-page"), "ProfilePage"),
});
const notificationSettings = createRoute({
  getParentRoute: () => settings,
  path: "/notifications",
  component: lazyRouteComponent(
    () => import("~/pages/settings/notifications/notification-settings-page"),
    "NotificationSettingsPage",
  ),
});
const accounts = createRoute({
  getParentRoute: () => settings,
  path: "/email-accounts",
  component: lazyRouteComponent(() => import("~/pages/settings/accounts/accounts-page"), "AccountsPage"),
});
const connect = createRoute({
  getParentRoute: () => settings,
  path: "/email-accounts/connect",
  validateSearch: (
    asked,
  ): { consent?: string; account?: number; provider?: "google" | "microsoft" | "other"; way?: "sign-in" } => ({
    ...(typeof asked["consent"] === "string" ? { consent: asked["consent"] } : {}),
    ...(isId(asked["account"]) ? { account: asked["account"] } : {}),
    ...(asked["provider"] === "google" || asked["provider"] === "microsoft" || asked["provider"] === "other"
      ? { provider: asked["provider"] }
      : {}),
    ...(asked["way"] === "sign-in" ? { way: "sign-in" as const } : {}),
  }),
  component: lazyRouteComponent(() => import("~/pages/settings/accounts/connect-page"), "ConnectPage"),
});
/** What the provider sent along is read by the page (lib/arrival.ts), and does not stay in the address. */
const consent = createRoute({
  getParentRoute: () => settings,
  path: "/email-accounts/consent",
  component: lazyRouteComponent(() => import("~/pages/settings/accounts/consent-page"), "ConsentPage"),
});
const account = createRoute({
  getParentRoute: () => settings,
  path: "/email-accounts/$accountId",
  component: lazyRouteComponent(() => import("~/pages/settings/accounts/account-page"), "AccountPage"),
});
const users = createRoute({
  getParentRoute: () => settings,
  path: "/users",
  component: lazyRouteComponent(() => import("~/pages/settings/users/users-page"), "UsersPage"),
});
const snippets = createRoute({
  getParentRoute: () => settings,
  path: "/snippets",
  component: lazyRouteComponent(() => import("~/pages/settings/snippets/snippets-page"), "SnippetsPage"),
});
const macros = createRoute({
  getParentRoute: () => settings,
  path: "/macros",
  component: lazyRouteComponent(() => import("~/pages/settings/macros/macros-page"), "MacrosPage"),
});
const teams = createRoute({
  getParentRoute: () => settings,
  path: "/teams",
  component: lazyRouteComponent(() => import("~/pages/settings/users/teams-page"), "TeamsPage"),
});

const sidebarSettings = createRoute({
  getParentRoute: () => settings,
  path: "/sidebar",
  component: lazyRouteComponent(() => import("~/pages/settings/sidebar/sidebar-page"), "SidebarPage"),
});
const slaSettings = createRoute({
  getParentRoute: () => settings,
  path: "/sla",
  component: lazyRouteComponent(() => import("~/pages/settings/sla/sla-page"), "SlaPage"),
});
const inboxSettings = createRoute({
  getParentRoute: () => settings,
  path: "/inboxes",
  component: lazyRouteComponent(() => import("~/pages/settings/inboxes/inboxes-settings-page"), "InboxesSettingsPage"),
});
const properties = createRoute({
  getParentRoute: () => settings,
  path: "/properties",
  component: lazyRouteComponent(() => import("~/pages/settings/properties/properties-page"), "PropertiesPage"),
});
const senders = createRoute({
  getParentRoute: () => settings,
  path: "/senders",
  component: lazyRouteComponent(() => import("~/pages/settings/senders/senders-page"), "SendersPage"),
});
const audit = createRoute({
  getParentRoute: () => settings,
  path: "/audit",
  component: lazyRouteComponent(() => import("~/pages/settings/audit/audit-page"), "AuditPage"),
});
const pipelines = createRoute({
  getParentRoute: () => settings,
  path: "/pipelines",
  component: lazyRouteComponent(() => import("~/pages/settings/pipelines/pipelines-page"), "PipelinesPage"),
});
const pipeline = createRoute({
  getParentRoute: () => settings,
  path: "/pipelines/$pipelineId",
  component: lazyRouteComponent(() => import("~/pages/settings/pipelines/pipeline-page"), "PipelinePage"),
});

/** Where nobody has to be signed in. */
export function isDoor(path: string): boolean {
  return /^\/(sign-in|set-up|invite|reset)(\/|$)/.test(path);
}

const routes = root.addChildren([
  setUp,
  signIn,
  invite,
  askReset,
  reset,
  print,
  desk.addChildren([
    start,
    view,
    ticket,
    inboxes,
    inbox,
    search,
    notifications,
    contacts,
    companies,
    deals,
    contact,
    company,
    deal,
    settings.addChildren([
      settingsStart,
      profile,
      notificationSettings,
      accounts,
      connect,
      consent,
      account,
      senders,
      users,
      teams,
      sidebarSettings,
      slaSettings,
      inboxSettings,
      properties,
      pipelines,
      pipeline,
      audit,
      snippets,
      macros,
    ]),
  ]),
]);

export function newRouter(client: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { client },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultErrorComponent: Fault,
    defaultNotFoundComponent: NothingHere,
    scrollRestoration: false,
    search: { strict: true }, // what a route did not check is not in its address: `next` above all
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
