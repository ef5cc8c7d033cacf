/** Which tags should the selected tickets get, and which lose? */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { TagsEditor } from "~/crm/tags-editor";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";

type Props = {
  readonly onTag: (add: readonly string[], remove: readonly string[]) => void;
  readonly onClose: () => void;
};

export function TagsDialog({ onTag, onClose }: Props) {
  const { t } = useLingui();
  const [add, setAdd] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<readonly string[]>([]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Change tags`}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            weight="primary"
            disabled={add.length + remove.length === 0}
            onClick={() => {
              onClose();
              onTag(add, remove);
            }}
          >{t`Save`}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div role="group" aria-label={t`Add tags`}>
          <p className="pb-1 font-strong">{t`Add tags`}</p>
          <TagsEditor look="field" tags={add} onChange={setAdd} />
        </div>
        <div role="group" aria-label={t`Remove tags`}>
          <p className="pb-1 font-strong">{t`Remove tags`}</p>
          <TagsEditor look="field" tags={remove} onChange={setRemove} />
        </div>
      </div>
    </Dialog>
  );
}
