/** A signature: rich text below the words of a mail, one's own or an address's (B1). */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { RichEditor } from "~/conversations/composer/editor";
import { openVariables, unknownVariables } from "~/conversations/canned/variables";
import { isBlank } from "~/conversations/plain-words";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { LeaveGuard } from "~/ui/leave-guard";

export function SignatureForm({
  html,
  busy,
  onSave,
}: {
  readonly html: string;
  readonly busy: boolean;
  readonly onSave: (html: string) => void;
}) {
  const { t } = useLingui();
  const [toolbar, setToolbar] = useState<HTMLElement | null>(null);
  const [start] = useState(html);
  const [words, setWords] = useState(html);
  const [inBraces] = [...openVariables(words).map((name) => `{{${name}}}`), ...unknownVariables(words)];
  const kept = isBlank(words) ? "" : words;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(kept);
      }}
    >
      <LeaveGuard isUnsaved={kept !== html && !busy} />
      <div className="rounded-6 border border-border-field px-2.5 py-1.5 focus-within:border-focus">
        <div className="grid min-h-20">
          <RichEditor
            html={start}
            revision={0}
            label={t`Signature`}
            placeholder={t`No signature`}
            toolbar={toolbar}
            autoFocus={false}
            onChange={setWords}
            onFiles={nothing}
            onReady={nothing}
          />
        </div>
        <div ref={setToolbar} className="flex flex-wrap items-center gap-0.5 border-t border-border pt-1" />
      </div>
      {inBraces ? (
        <Banner kind="warning" rounded>
          <Trans>
            A signature has no variables: <bdi>{inBraces}</bdi> would not be filled in.
          </Trans>
        </Banner>
      ) : null}
      <Button type="submit" className="self-start" busy={busy} disabled={kept === html}>
        <Trans>Save signature</Trans>
      </Button>
    </form>
  );
}

const nothing = () => undefined;
