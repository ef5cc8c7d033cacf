/** What a macro is called, writes and does, and who has it. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Macro, MacroDraft } from "~/conversations/canned/canned";
import { CannedPanel } from "~/conversations/canned/canned-panel";
import { CannedText } from "~/conversations/canned/canned-text";
import { isBlank } from "~/conversations/plain-words";
import { Field, Input } from "~/ui/field";
import { MacroActsFields } from "./macro-acts-fields.tsx";
import { actsOf, fieldsOf } from "./macro-acts.ts";

const nothing: MacroDraft = { name: "", html: "", acts: [], shared_with: "private", team_ids: [] };

export function MacroPanel({ macro, onClose }: { readonly macro: Macro | null; readonly onClose: () => void }) {
  const { t } = useLingui();
  const [{ name, html, shared_with, team_ids, acts: before }, setDraft] = useState<MacroDraft>(macro ?? nothing);
  const [fields, setFields] = useState(() => fieldsOf(before));
  const change = (what: Partial<MacroDraft>) => setDraft((draft) => ({ ...draft, ...what }));
  const acts = actsOf(fields);
  return (
    <CannedPanel<MacroDraft>
      kind="macros"
      kept={macro}
      draft={{ name: name.trim(), html: isBlank(html) ? "" : html, acts, shared_with, team_ids }}
      isWhole={name.trim() !== "" && (acts.length > 0 || !isBlank(html))}
      words={{ fresh: t`New macro`, save: t`Save macro`, remove: t`Delete macro`, removed: t`Macro deleted` }}
      onChange={change}
      onClose={onClose}
    >
      <Field label={t`Name`}>
        <Input value={name} onChange={(event) => change({ name: event.target.value })} dir="auto" maxLength={300} />
      </Field>
      <CannedText label={t`Text for the reply`} html={html} onChange={(now) => change({ html: now })} />
      <MacroActsFields fields={fields} onChange={setFields} />
    </CannedPanel>
  );
}
