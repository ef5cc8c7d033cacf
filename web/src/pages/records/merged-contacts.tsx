/** Which contacts became part of this one: the latest merge can be undone at any time. */
import { useLingui } from "@lingui/react/macro";
import type { WholeRecord } from "~/crm/record-queries";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { useHasFullDesk } from "~/users/session";
import { useContactMerging } from "./use-contact-merging.ts";

type Merged = {
  readonly merge_id: number;
  readonly other_id: number;
  readonly other_name: string | null;
  readonly merged_at: string;
};

export function MergedContacts({ record }: { readonly record: WholeRecord }) {
  const { t } = useLingui();
  const mayUndo = useHasFullDesk();
  const { undo } = useContactMerging();
  const act = useAct();
  const merged = record["merged"] as readonly Merged[];
  if (merged.length === 0) return null;
  return (
    <section aria-label={t`Merged contacts`} className="border-t border-border pt-3">
      <h2 className="pb-1 text-13">{t`Merged contacts`}</h2>
      <ul>
        {merged.map((one, place) => (
          <li key={one.merge_id} className="flex min-h-8 items-center gap-2">
            <span dir="auto" className="min-w-0 truncate">
              {one.other_name ?? t`Contact #${one.other_id}`}
            </span>
            <RelativeTime at={one.merged_at} className="min-w-0 flex-1 shrink-0 text-quiet" />
            {place === 0 && mayUndo ? (
              <Button
                size="small"
                busy={act.isBusy}
                onClick={() => act.run(() => undo(record.id))}
              >{t`Undo merge`}</Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
