/** Words that are written often, each with the shortcut that one types after "#". */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import TextQuote from "lucide-react/icons/text-quote";
import { useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { type Snippet, snippetsQuery } from "~/conversations/canned/canned";
import { plainWords } from "~/conversations/plain-words";
import { useTitle } from "~/lib/title";
import { leaveFirst } from "~/lib/unsaved";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { CannedList } from "../canned-list.tsx";
import { SettingsPage } from "../settings-page.tsx";
import { SnippetPanel } from "./snippet-panel.tsx";

export function SnippetsPage() {
  const { t } = useLingui();
  const { data: snippets, error, refetch } = useQuery(snippetsQuery);
  const [edited, setEdited] = useState<Snippet | "new" | null>(null);
  useTitle(t`Snippets`);
  const add = edited ? null : (
    <Button weight="primary" onClick={() => leaveFirst(() => setEdited("new"))}>
      <Plus size={16} aria-hidden className="-ml-1" />
      <Trans>Add a snippet</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Snippets`}
      lead={t`Words that you write often. Type # and the shortcut in a reply or comment.`}
      action={snippets && snippets.length > 0 ? add : null}
    >
      {error && !snippets ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!snippets && !error ? <SkeletonText lines={3} /> : null}
      {snippets?.length === 0 ? (
        <EmptyState icon={<TextQuote size={28} strokeWidth={1.5} />} title={t`No snippets yet`} action={add}>
          <Trans>A snippet can greet the customer by name and be shared with your team.</Trans>
        </EmptyState>
      ) : null}
      {snippets && snippets.length > 0 ? (
        <CannedList
          label={t`Snippets`}
          lines={snippets}
          mark={(one) => <span className="max-w-40 shrink-0 truncate text-12 text-quiet">#{one.shortcut}</span>}
          about={(one) => plainWords(one.html)}
          onEdit={(snippet) => leaveFirst(() => setEdited(snippet))}
        />
      ) : null}
      {edited ? (
        <SnippetPanel
          key={edited === "new" ? "new" : edited.id}
          snippet={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </SettingsPage>
  );
}
