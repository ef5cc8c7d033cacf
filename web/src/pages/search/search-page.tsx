/** Search over everything ever written: ranked, with the words found marked. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import SearchIcon from "lucide-react/icons/search";
import SearchX from "lucide-react/icons/search-x";
import { type KeyboardEvent, useCallback } from "react";
import type { SearchKind } from "~/api/shapes";
import { QueryFailure } from "~/api/query-failure";
import { useTitle } from "~/lib/title";
import { SearchBox } from "~/search/search-box";
import { searchKinds, searchQuery } from "~/search/search-queries";
import { SearchResults } from "~/search/search-results";
import { EmptyState } from "~/ui/empty-state";
import { TabPanel, Tabs } from "~/ui/tabs";
import { WorkHeader } from "~/ui/work-header";

type Scope = SearchKind | "all";

export function SearchPage() {
  const { t } = useLingui();
  const { query = "", kind } = useSearch({ from: "/desk/search" });
  const navigate = useNavigate({ from: "/search" });
  const scope: Scope = kind ?? "all";
  useTitle(query ? t`Search: ${query}` : t`Search`);

  const search = useCallback(
    (text: string) =>
      void navigate({
        search: ({ query: _before, ...rest }) => (text ? { ...rest, query: text } : rest),
        replace: true,
      }),
    [navigate],
  );
  const choose = (chosen: Scope) =>
    void navigate({
      search: ({ kind: _before, ...rest }) => (chosen === "all" ? rest : { ...rest, kind: chosen }),
      replace: true,
    });

  return (
    <>
      <WorkHeader title={t`Search`} />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only hears the arrow key from the box inside */}
      <div onKeyDown={intoResults} className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col px-4 pt-4">
        <SearchBox value={query} onSearch={search} eager autoFocus />
        <Tabs<Scope>
          label={t`What to search`}
          value={scope}
          onChange={choose}
          tabs={[
            { value: "all", label: t`Everything` },
            { value: "ticket", label: t`Tickets` },
            { value: "message", label: t`Messages` },
            { value: "contact", label: t`Contacts` },
            { value: "company", label: t`Companies` },
          ]}
          className="mt-2 flex-1"
        >
          <TabPanel value={scope} className="-mx-4 flex-1 overflow-y-auto px-4 pb-8">
            <Found query={query} scope={scope} />
          </TabPanel>
        </Tabs>
      </div>
    </>
  );
}

/** From the box, the arrow key leads to the first result. */
function intoResults(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== "ArrowDown" || !(event.target instanceof HTMLInputElement)) return;
  event.currentTarget.querySelector<HTMLElement>("[role=tabpanel] a")?.focus();
  event.preventDefault();
}

function Found({ query, scope }: { readonly query: string; readonly scope: Scope }) {
  const { t } = useLingui();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    searchQuery(query, scope === "all" ? searchKinds : [scope]),
  );
  if (query === "")
    return (
      <EmptyState icon={<SearchIcon size={28} strokeWidth={1.5} />} title={t`Search everything ever written`}>
        <Trans>
          Tickets, messages, comments, contacts and companies. Put words in quotes to find them side by side; a ticket's
          number or an e-mail address finds it at once.
        </Trans>
      </EmptyState>
    );
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  if (data.results.length === 0)
    return (
      <EmptyState icon={<SearchX size={28} strokeWidth={1.5} />} title={t`Nothing was found`}>
        <Trans>Try fewer words, or another spelling.</Trans>
      </EmptyState>
    );
  return <SearchResults results={data.results} isCapped={data.is_capped} isOld={isPlaceholderData} />;
}
