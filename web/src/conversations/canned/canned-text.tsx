/** The words of a snippet or macro, with variables to put in. */
import { Trans, useLingui } from "@lingui/react/macro";
import Braces from "lucide-react/icons/braces";
import { useCallback, useState } from "react";
import { Button } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import type { EditorHandle } from "../composer/editor-props.ts";
import { RichEditor } from "../composer/editor.tsx";
import { UnknownVariable } from "./unknown-variable.tsx";
import { unknownVariables, variableNames } from "./variables.ts";

export function CannedText({
  label,
  html,
  onChange,
}: {
  readonly label: string;
  readonly html: string;
  readonly onChange: (html: string) => void;
}) {
  const { t } = useLingui();
  const [toolbar, setToolbar] = useState<HTMLElement | null>(null);
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  const [start, setStart] = useState({ html, revision: 0 });
  const [unknown] = unknownVariables(html);
  function mend(written: string, instead: string) {
    const mended = html.replaceAll(written, instead);
    setStart({ html: mended, revision: start.revision + 1 });
    onChange(mended);
  }
  const whoever = t({ message: "there", context: "greeting" });
  const example = `{{contact.first_name | ${whoever}}}`; // not part of the message: a translation would take its braces for its own
  const onReady = useCallback((now: EditorHandle | null) => setHandle(now), []);
  const meanings: Record<(typeof variableNames)[number], string> = {
    "contact.first_name": t`First name of the contact`,
    "contact.name": t`Name of the contact`,
    "contact.email": t`E-mail address of the contact`,
    "company.name": t`Name of the company`,
    "ticket.name": t`Name of the ticket`,
    "ticket.id": t`Number of the ticket`,
    "owner.name": t`Name of the owner`,
    "agent.name": t`Name of who writes`,
    "agent.first_name": t`First name of who writes`,
  };
  return (
    <div className="flex flex-col gap-1">
      <p className="font-strong">{label}</p>
      <div className="rounded-6 border border-border-field px-2.5 py-1.5 focus-within:border-focus">
        <div className="grid min-h-32">
          <RichEditor
            html={start.html}
            revision={start.revision}
            label={label}
            placeholder={t`Hello ${example}`}
            toolbar={toolbar}
            autoFocus={false}
            onChange={onChange}
            onFiles={nothing}
            onReady={onReady}
          />
        </div>
        <div className="flex flex-wrap items-center gap-0.5 border-t border-border pt-1">
          <Menu
            align="start"
            trigger={
              <Button size="small" weight="quiet">
                <Braces size={14} aria-hidden />
                <Trans>Variable</Trans>
              </Button>
            }
          >
            {variableNames.map((name) => (
              <MenuItem key={name} onSelect={() => handle?.insertText(`{{${name}}}`)}>
                {meanings[name]}
              </MenuItem>
            ))}
          </Menu>
          <span ref={setToolbar} className="contents" />
        </div>
      </div>
      {unknown ? <UnknownVariable written={unknown} onMend={(instead) => mend(unknown, instead)} /> : null}
      <p className="text-12 text-quiet">
        <Trans>Words after a bar stand in when a value is not known.</Trans>
      </p>
    </div>
  );
}

const nothing = () => undefined;
