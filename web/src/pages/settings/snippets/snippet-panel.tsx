/** A snippet's shortcut, name, words and readers. */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { type Snippet, type SnippetDraft, useCannedActs } from "~/conversations/canned/canned";
import { CannedText } from "~/conversations/canned/canned-text";
import { SharingField } from "~/conversations/canned/sharing-field";
import { isBlank } from "~/conversations/plain-words";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { toast } from "~/ui/toast";

const nothing: SnippetDraft = { shortcut: "", name: "", html: "", shared_with: "private", team_ids: [] };

export function SnippetPanel({ snippet, onClose }: { readonly snippet: Snippet | null; readonly onClose: () => void }) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const form = useId();
  const [draft, setDraft] = useState<SnippetDraft>(snippet ?? nothing);
  const { save, remove } = useCannedActs<SnippetDraft>("snippets");
  const change = (what: Partial<SnippetDraft>) => setDraft((before) => ({ ...before, ...what }));
  const { shortcut, name, html, shared_with, team_ids } = draft;
  const isWhole = shortcut.trim() !== "" && name.trim() !== "" && !isBlank(html);

  function done(sentence: string) {
    toast.done(sentence);
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isWhole) save.mutate({ id: snippet?.id ?? null, draft: { shortcut: shortcut.trim(), name: name.trim(), html, shared_with, team_ids } }, { onSuccess: () => done(t`Saved`) });
  }
  function drop() {
    if (!snippet) return;
    const undo = () => save.mutate({ id: null, draft: { shortcut: snippet.shortcut, name: snippet.name, html: snippet.html, shared_with: snippet.shared_with, team_ids: snippet.team_ids } });
    remove.mutate(snippet.id, {
      onSuccess: () => {
        toast.done(t`Snippet deleted`, { undo });
        onClose();
      },
    });
  }
  return (
    <Panel
      title={snippet ? snippet.name : t`New snippet`}
      onClose={onClose}
      footer={
        <>
          {snippet ? <Button weight="quiet" className="mr-auto" busy={remove.isPending} onClick={drop}>{t`Delete snippet`}</Button> : null}
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={form} weight="primary" busy={save.isPending} disabled={!isWhole}>{t`Save snippet`}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        {save.error ? (
          <Banner kind="danger" rounded urgent>
            {faultWords(save.error)}
          </Banner>
        ) : null}
        <Field label={t`Shortcut`} hint={t`Without spaces. Typed after #.`}>
          <Input value={shortcut} onChange={(event) => change({ shortcut: event.target.value.replaceAll(/[\s#]/gu, "") })} maxLength={40} autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field label={t`Name`}>
          <Input value={name} onChange={(event) => change({ name: event.target.value })} dir="auto" maxLength={300} />
        </Field>
        <CannedText label={t`Text`} html={html} onChange={(now) => change({ html: now })} />
        <SharingField value={{ shared_with, team_ids }} onChange={change} />
      </form>
    </Panel>
  );
}
