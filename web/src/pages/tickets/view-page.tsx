/** A view: its tickets as a table, beside the one that is read, or as a board, and what one can do about the list. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import Plus from "lucide-react/icons/plus";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { WorkHeader } from "~/ui/work-header";
import { ColumnsMenu } from "~/views/columns-menu";
import { useColumnPlaces } from "~/views/column-places";
import { TicketTable } from "~/views/ticket-table";
import { FilterBeside } from "~/views/filter/filter-beside";
import { ViewActs } from "~/views/filter/view-acts";
import { ViewGone } from "~/views/view-gone";
import { useViewName, viewsQuery } from "~/views/view-queries";
import { isCustomViewKey, isViewKey } from "~/views/view-words";
import type { ViewKey } from "~/api/shapes";
import { useAtLeast } from "~/lib/media";
import { type ReactNode, Suspense, lazy } from "react";
import { LayoutSwitch, useLayout } from "~/views/layout-switch";
import { TicketActions } from "~/tickets/actions/ticket-actions";
import { ParkedMail } from "../parked/parked-mail.tsx";

const SplitView = lazy(async () => ({ default: (await import("~/views/split/split-view")).SplitView }));
const BoardView = lazy(async () => ({ default: (await import("~/views/board/board-view")).BoardView }));
const TicketPane = lazy(async () => ({ default: (await import("../ticket/ticket-pane.tsx")).TicketPane }));

export function ViewPage() {
  const { view } = useParams({ from: "/desk/views/$view" });
  const { data: views } = useQuery(viewsQuery);
  if (!isViewKey(view)) return <ViewGone />;
  if (isCustomViewKey(view) && views && !views.some((other) => other.key === view)) return <ViewGone />;
  return <KnownView view={view} />;
}

function KnownView({ view }: { readonly view: ViewKey }) {
  const name = useViewName(view);
  const wide = useAtLeast("md");
  const layout = useLayout(view);
  useTitle(name);
  return (
    <>
      <WorkHeader title={name}>
        <ViewActs view={view} />
        {view === "parked" || !wide || layout !== "table" ? null : <ViewColumns view={view} />}
        {view === "parked" ? null : <LayoutSwitch view={view} />}
        <CreateButton />
      </WorkHeader>
      <FilterBeside view={view}>{view === "parked" ? <ParkedMail /> : <LaidOut view={view} />}</FilterBeside>
    </>
  );
}

function LaidOut({ view }: { readonly view: ViewKey }) {
  const layout = useLayout(view);
  if (layout === "split") {
    return (
      <Suspense fallback={null}>
        <SplitView view={view} renderTicket={(id) => paneOf(id, null, "xl")} />
      </Suspense>
    );
  }
  if (layout === "board") {
    return (
      <Suspense fallback={null}>
        <BoardView view={view} Menu={TicketActions} renderTicket={(id, close) => paneOf(id, close, "never")} />
      </Suspense>
    );
  }
  return layout && <TicketTable view={view} />;
}

/** A ticket of its own for every number: nothing half written or half read of one shows in another. */
function paneOf(id: number, lead: ReactNode, sideFrom: "xl" | "never") {
  return (
    <Suspense fallback={null}>
      <TicketPane key={id} ticketId={id} lead={lead} sideFrom={sideFrom} />
    </Suspense>
  );
}

function ViewColumns({ view }: { readonly view: ViewKey }) {
  const { columns, places, change } = useColumnPlaces(view);
  return <ColumnsMenu columns={columns} places={places} onChange={change} />;
}

function CreateButton() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { create } = useSearch({ from: "/desk" });
  if (create) return null; // the panel's own button has this name now
  return (
    <Button
      weight="primary"
      onClick={() => void navigate({ to: ".", search: (search) => ({ ...search, create: true as const }) })}
    >
      <Plus size={16} aria-hidden className="md:-ml-1" />
      <span className="max-md:sr-only">{t`Create ticket`}</span>
    </Button>
  );
}
