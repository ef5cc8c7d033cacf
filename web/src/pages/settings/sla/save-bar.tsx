/** What is to be done with what one changed, always in sight: to which tickets it applies, what is missing, what went wrong. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { SlaAppliesTo } from "~/crm/sla-goals";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Select } from "~/ui/select";
import type { Trouble } from "./draft.ts";

export function SaveBar({
  trouble,
  isBusy,
  isOff,
  appliesTo,
  onAppliesTo,
  onDiscard,
  onSave,
  children,
}: {
  readonly trouble: Trouble | null;
  readonly isBusy: boolean;
  readonly isOff: boolean;
  readonly appliesTo: SlaAppliesTo;
  readonly onAppliesTo: (appliesTo: SlaAppliesTo) => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
  /** What went wrong with saving. */
  readonly children: ReactNode;
}) {
  const { t } = useLingui();
  const advice: Readonly<Record<Trouble, string>> = {
    name: t`Give each rule a name.`,
    condition: t`Choose values for each condition.`,
    time: t`Give each goal a time.`,
    due_soon: t`“Due soon” has to come before the time is over.`,
    no_hours: t`Give at least one day working hours.`,
    block: t`Some working hours overlap, or end before they begin.`,
  };
  return (
    <div className="sticky bottom-0 -mb-12 flex flex-col gap-2 border-t border-border bg-surface py-3">
      {children}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {trouble ? (
          <p className="mr-auto text-12 text-quiet">{advice[trouble]}</p>
        ) : isOff ? null : (
          <Select<SlaAppliesTo>
            label={t`Apply to`}
            className="mr-auto w-auto!"
            value={appliesTo}
            onChange={onAppliesTo}
            options={[
              { value: "new_and_open", label: t`For new and open tickets` },
              { value: "new", label: t`For new tickets only` },
            ]}
          />
        )}
        <Button weight="quiet" onClick={onDiscard}>{t`Discard changes`}</Button>
        <Button weight="primary" busy={isBusy} disabled={trouble !== null} onClick={onSave}>
          {isOff ? t`Switch SLA goals off` : t`Save SLA goals`}
        </Button>
      </div>
    </div>
  );
}

export function Overtaken({ onTheirs, onMine }: { readonly onTheirs: () => void; readonly onMine: () => void }) {
  const { t } = useLingui();
  return (
    <Banner
      kind="warning"
      rounded
      urgent
      action={
        <span className="flex flex-wrap justify-end gap-1">
          <Button size="small" onClick={onTheirs}>{t`Show theirs`}</Button>
          <Button size="small" onClick={onMine}>{t`Save mine`}</Button>
        </span>
      }
    >
      <Trans>Somebody else changed the SLA goals first. Yours are kept here and not saved.</Trans>
    </Banner>
  );
}
