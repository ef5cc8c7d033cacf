/** Acts that are done together, with the words that go with them. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import Zap from "lucide-react/icons/zap";
import { useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { type Macro, macrosQuery } from "~/conversations/canned/canned";
import { plainWords } from "~/conversations/plain-words";
import { useTitle } from "~/lib/title";
import { leaveFirst } from "~/lib/unsaved";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { CannedList } from "../canned-list.tsx";
import { SettingsPage } from "../settings-page.tsx";
import { MacroPanel } from "./macro-panel.tsx";

export function MacrosPage() {
  const { t } = useLingui();
  const { data: macros, error, refetch } = useQuery(macrosQuery);
  const [edited, setEdited] = useState<Macro | "new" | null>(null);
  useTitle(t`Macros`);
  const add = edited ? null : (
    <Button weight="primary" onClick={() => leaveFirst(() => setEdited("new"))}>
      <Plus size={16} aria-hidden className="-ml-1" />
      <Trans>Add a macro</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Macros`}
      lead={t`Several changes and the words that go with them, in one step.`}
      action={macros && macros.length > 0 ? add : null}
    >
      {error && !macros ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!macros && !error ? <SkeletonText lines={3} /> : null}
      {macros?.length === 0 ? (
        <EmptyState icon={<Zap size={28} strokeWidth={1.5} />} title={t`No macros yet`} action={add}>
          <Trans>A macro can write an answer, set the status and give the ticket away at once.</Trans>
        </EmptyState>
      ) : null}
      {macros && macros.length > 0 ? (
        <CannedList
          label={t`Macros`}
          lines={macros}
          mark={() => null}
          about={(one) => plainWords(one.html) || plural(one.acts.length, { one: "# change", other: "# changes" })}
          onEdit={(macro) => leaveFirst(() => setEdited(macro))}
        />
      ) : null}
      {edited ? (
        <MacroPanel
          key={edited === "new" ? "new" : edited.id}
          macro={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </SettingsPage>
  );
}
