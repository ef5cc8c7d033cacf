/** What one does with a view, in its header: filter it, and all else in its menu. */
import { Trans } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import Funnel from "lucide-react/icons/funnel";
import { Suspense, lazy } from "react";
import type { ViewKey } from "~/api/shapes";
import { Button } from "~/ui/button";
import { useHasFullDesk } from "~/users/session";
import { useFilterInAddress } from "../view-place.ts";
import { countConditions } from "./filter.ts";

const ViewMenu = lazy(async () => ({ default: (await import("./view-menu.tsx")).ViewMenu }));

export function ViewActs({ view }: { readonly view: ViewKey }) {
  const navigate = useNavigate();
  const hasFullDesk = useHasFullDesk();
  const { filter, panel } = useFilterInAddress();
  if (view === "parked" || !hasFullDesk) return null;
  const count = filter && (panel === undefined || panel === "filter") ? countConditions(filter) : 0;
  const toggle = () =>
    void navigate({
      to: ".",
      replace: true,
      search: ({ panel: open, ...rest }) => (open === "filter" ? rest : { ...rest, panel: "filter" as const }),
    });
  return (
    <>
      {panel === "edit" || panel === "new" ? null : (
        <Button weight={count > 0 ? "secondary" : "quiet"} aria-expanded={panel === "filter"} onClick={toggle}>
          <Funnel size={16} aria-hidden className={count > 0 ? "text-accent" : undefined} />
          <span className="max-md:sr-only">
            <Trans>Filter</Trans>
          </span>
          {count > 0 ? (
            <span aria-hidden className="tabular">
              {count}
            </span>
          ) : null}
        </Button>
      )}
      <Suspense fallback={<span className="size-8" />}>
        <ViewMenu viewKey={view} />
      </Suspense>
    </>
  );
}
