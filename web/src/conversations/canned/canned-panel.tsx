/** The panel in which one writes something that is kept, a snippet or a macro, and says who has it. */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type ReactNode, useId } from "react";
import { FaultBanner } from "~/api/fault-banner";
import { useIsChanged } from "~/lib/unsaved";
import { Button } from "~/ui/button";
import { Panel } from "~/ui/panel";
import { toast } from "~/ui/toast";
import { type Kept, type Sharing, useCannedActs } from "./canned.ts";
import { SharingField } from "./sharing-field.tsx";

type Named = Sharing & { readonly name: string };

export type CannedPanelProps<Draft extends Named> = {
  readonly kind: "snippets" | "macros";
  /** null where it is new. */
  readonly kept: (Kept & Draft) | null;
  readonly draft: Draft;
  readonly isWhole: boolean;
  readonly words: { readonly fresh: string; readonly save: string; readonly remove: string; readonly removed: string };
  readonly onChange: (what: Sharing) => void;
  readonly onClose: () => void;
  /** The fields above those that say who has it. */
  readonly children: ReactNode;
};

export function CannedPanel<Draft extends Named>({
  kind,
  kept,
  draft,
  isWhole,
  words,
  onChange,
  onClose,
  children,
}: CannedPanelProps<Draft>) {
  const { t } = useLingui();
  const form = useId();
  const { save, remove } = useCannedActs<Draft>(kind);
  const isUnsaved = useIsChanged(draft) && !save.isPending;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isWhole) return;
    const onSuccess = () => {
      toast.done(t`Saved`);
      onClose();
    };
    save.mutate({ id: kept?.id ?? null, draft }, { onSuccess });
  }
  function drop() {
    if (!kept) return;
    const { id, owner_id: _owner, may_change: _may, ...before } = kept;
    const onSuccess = () => {
      toast.done(words.removed, { undo: () => save.mutate({ id: null, draft: before as unknown as Draft }) });
      onClose();
    };
    remove.mutate(id, { onSuccess });
  }
  return (
    <Panel
      title={kept ? kept.name : words.fresh}
      onClose={onClose}
      isUnsaved={isUnsaved}
      footer={
        <>
          {kept ? (
            <Button weight="quiet" className="mr-auto" busy={remove.isPending} onClick={drop}>
              {words.remove}
            </Button>
          ) : null}
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={form} weight="primary" busy={save.isPending} disabled={!isWhole}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <FaultBanner fault={save.error} />
        {children}
        <SharingField value={draft} onChange={onChange} />
      </form>
    </Panel>
  );
}
