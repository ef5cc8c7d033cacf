/** The navigation of the help desk: a search box over the views. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import PanelLeftClose from "lucide-react/icons/panel-left-close";
import { useNav } from "~/lib/nav-context";
import { SearchBox } from "~/search/search-box";
import { IconButton } from "~/ui/button";
import { useBootstrap } from "~/users/session";
import { ViewsNav } from "~/views/views-nav";

export function HelpDeskNav({ onPick }: { readonly onPick?: () => void }) {
  const { t } = useLingui();
  const { desk } = useBootstrap();
  const { fold } = useNav();
  const navigate = useNavigate();
  const searching = useRouterState({ select: (state) => state.location.pathname === "/search" });
  return (
    <section aria-label={t`Help desk`} className="flex flex-col">
      <div className="flex h-header shrink-0 items-center gap-1 pr-2 pl-4">
        <p className="min-w-0 flex-1 truncate text-14 font-strong" dir="auto">
          {desk.company}
        </p>
        {onPick ? null : (
          <IconButton label={t`Fold the navigation`} shortcut="[" icon={<PanelLeftClose size={16} />} onClick={fold} />
        )}
      </div>
      {searching ? null : (
        <div className="px-2 pb-2">
          <SearchBox
            onSearch={(query) => {
              onPick?.();
              void navigate({ to: "/search", search: { query } });
            }}
          />
        </div>
      )}
      <ViewsNav {...(onPick ? { onPick } : {})} />
    </section>
  );
}
