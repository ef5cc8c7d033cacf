/** What a macro is called, writes and does, and who has it. */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { type Macro, type MacroDraft, useCannedActs } from "~/conversations/canned/canned";
import { CannedText } from "~/conversations/canned/canned-text";
import { SharingField } from "~/conversations/canned/sharing-field";
import { isBlank } from "~/conversations/plain-words";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { toast } from "~/ui/toast";
import { MacroActsFields } from "./macro-acts-fields.tsx";
import { actsOf, fieldsOf } from "./macro-acts.ts";

const nothing: MacroDraft = { name: "", html: "", acts: [], shared_with: "private", team_ids: [] };

export function MacroPanel({ macro, onClose }: { readonly macro: Macro | null; readonly onClose: () => void }) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const form = useId();
  const [draft, setDraft] = useState<MacroDraft>(macro ?? nothing);
  const [fields, setFields] = useState(() => fieldsOf(draft.acts));
  const { save, remove } = useCannedActs<MacroDraft>("macros");
  const change = (what: Partial<MacroDraft>) => setDraft((before) => ({ ...before, ...what }));
  const { name, html, shared_with, team_ids } = draft;
  const acts = actsOf(fields);
  const isWhole = name.trim() !== "" && (acts.length > 0 || !isBlank(html));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isWhole) return;
    save.mutate(
      { id: macro?.id ?? null, draft: { name: name.trim(), html: isBlank(html) ? "" : html, acts, shared_with, team_ids } },
      {
        onSuccess: () => {
          toast.done(t`Saved`);
          onClose();
        },
      },
    );
  }
  function drop() {
    if (!macro) return;
    const undo = () => save.mutate({ id: null, draft: { name: macro.name, html: macro.html, acts: macro.acts, shared_with: macro.shared_with, team_ids: macro.team_ids } });
    remove.mutate(macro.id, {
      onSuccess: () => {
        toast.done(t`Macro deleted`, { undo });
        onClose();
      },
    });
  }
  return (
    <Panel
      title={macro ? macro.name : t`New macro`}
      onClose={onClose}
      footer={
        <>
          {macro ? <Button weight="quiet" className="mr-auto" busy={remove.isPending} onClick={drop}>{t`Delete macro`}</Button> : null}
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={form} weight="primary" busy={save.isPending} disabled={!isWhole}>{t`Save macro`}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        {save.error ? (
          <Banner kind="danger" rounded urgent>
            {faultWords(save.error)}
          </Banner>
        ) : null}
        <Field label={t`Name`}>
          <Input value={name} onChange={(event) => change({ name: event.target.value })} dir="auto" maxLength={300} />
        </Field>
        <CannedText label={t`Text for the reply`} html={html} onChange={(now) => change({ html: now })} />
        <MacroActsFields fields={fields} onChange={setFields} />
        <SharingField value={{ shared_with, team_ids }} onChange={change} />
      </form>
    </Panel>
  );
}
