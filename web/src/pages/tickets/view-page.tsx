/** A view: its tickets as a table, and what one can do about the table. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import Plus from "lucide-react/icons/plus";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { WorkHeader } from "~/ui/work-header";
import { ColumnsMenu } from "~/views/columns-menu";
import { TicketTable, useColumnPlaces } from "~/views/ticket-table";
import { FilterBeside } from "~/views/filter/filter-beside";
import { ViewActs } from "~/views/filter/view-acts";
import { ViewGone } from "~/views/view-gone";
import { useViewName, viewsQuery } from "~/views/view-queries";
import { isCustomViewKey, isViewKey } from "~/views/view-words";
import type { ViewKey } from "~/api/shapes";
import { useAtLeast } from "~/lib/media";
import { ParkedMail } from "../parked/parked-mail.tsx";

export function ViewPage() {
  const { t } = useLingui();
  const { view } = useParams({ from: "/desk/views/$view" });
  const { data: views } = useQuery(viewsQuery);
  if (!isViewKey(view)) return <EmptyState title={t`There is no such view`} />;
  if (isCustomViewKey(view) && views && !views.some((other) => other.key === view)) return <ViewGone />;
  return <KnownView view={view} />;
}

function KnownView({ view }: { readonly view: ViewKey }) {
  const name = useViewName(view);
  const wide = useAtLeast("md");
  useTitle(name);
  return (
    <>
      <WorkHeader title={name}>
        <ViewActs view={view} />
        {view === "parked" || !wide ? null : <ViewColumns view={view} />}
        <CreateButton />
      </WorkHeader>
      <FilterBeside view={view}>{view === "parked" ? <ParkedMail /> : <TicketTable view={view} />}</FilterBeside>
    </>
  );
}

function ViewColumns({ view }: { readonly view: ViewKey }) {
  const { places, change } = useColumnPlaces(view);
  return <ColumnsMenu places={places} onChange={change} />;
}

function CreateButton() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { create } = useSearch({ from: "/desk" });
  if (create) return null; // the panel's own button has this name now
  return (
    <Button weight="primary" onClick={() => void navigate({ to: ".", search: (search) => ({ ...search, create: true as const }) })}>
      <Plus size={16} aria-hidden className="-ml-1" />
      {t`Create ticket`}
    </Button>
  );
}
