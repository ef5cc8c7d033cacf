/** A snippet's shortcut, name, words and readers. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Snippet, SnippetDraft } from "~/conversations/canned/canned";
import { CannedPanel } from "~/conversations/canned/canned-panel";
import { CannedText } from "~/conversations/canned/canned-text";
import { isBlank } from "~/conversations/plain-words";
import { Field, Input } from "~/ui/field";

const nothing: SnippetDraft = { shortcut: "", name: "", html: "", shared_with: "private", team_ids: [] };

export function SnippetPanel({ snippet, onClose }: { readonly snippet: Snippet | null; readonly onClose: () => void }) {
  const { t } = useLingui();
  const [{ shortcut, name, html, shared_with, team_ids }, setDraft] = useState<SnippetDraft>(snippet ?? nothing);
  const change = (what: Partial<SnippetDraft>) => setDraft((draft) => ({ ...draft, ...what }));
  return (
    <CannedPanel<SnippetDraft>
      kind="snippets"
      kept={snippet}
      draft={{ shortcut: shortcut.trim(), name: name.trim(), html, shared_with, team_ids }}
      isWhole={shortcut.trim() !== "" && name.trim() !== "" && !isBlank(html)}
      words={{ fresh: t`New snippet`, save: t`Save snippet`, remove: t`Delete snippet`, removed: t`Snippet deleted` }}
      onChange={change}
      onClose={onClose}
    >
      <Field label={t`Shortcut`} hint={t`Without spaces. Typed after #.`}>
        <Input
          value={shortcut}
          onChange={(event) => change({ shortcut: event.target.value.replaceAll(/[\s#]/gu, "") })}
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label={t`Name`}>
        <Input value={name} onChange={(event) => change({ name: event.target.value })} dir="auto" maxLength={300} />
      </Field>
      <CannedText label={t`Text`} html={html} onChange={(now) => change({ html: now })} />
    </CannedPanel>
  );
}
