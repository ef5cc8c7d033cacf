/** The list, and beside it the panel that filters it, when it is open. */
import { type ReactNode, Suspense, lazy } from "react";
import { useSearch } from "@tanstack/react-router";
import type { ViewKey } from "~/api/shapes";
import { useAtLeast } from "~/lib/media";
import { useHasFullDesk } from "~/users/session";
import { useFilterInAddress } from "../view-place.ts";

const FilterPanel = lazy(async () => ({ default: (await import("./filter-panel.tsx")).FilterPanel }));

export function FilterBeside({ view, children }: { readonly view: ViewKey; readonly children: ReactNode }) {
  const { panel } = useFilterInAddress();
  const hasFullDesk = useHasFullDesk();
  const { create } = useSearch({ strict: false });
  // Two panels would leave a narrow window no list: the filter waits, and goes on filtering.
  const isWaiting = !useAtLeast("xl") && create === true;
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
      {panel && hasFullDesk && view !== "parked" && !isWaiting ? (
        <Suspense fallback={null}>
          <FilterPanel key={`${panel} ${view}`} panel={panel} viewKey={view} />
        </Suspense>
      ) : null}
    </div>
  );
}
