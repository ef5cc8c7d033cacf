/** Colleagues to choose from while one types "@" and the beginning of a name. */
import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/react";
import { useEffect, useImperativeHandle, useState, type Ref } from "react";
import { createPortal } from "react-dom";
import { classes } from "~/lib/classes";
import { Avatar } from "~/ui/avatar";
import { type Person, namesBeginning } from "./mentions.ts";

export type MentionKeys = {
  /** true when the key belonged to the list. */
  readonly press: (key: string) => boolean;
};

type Asked = { readonly from: number; readonly to: number; readonly typed: string; readonly left: number; readonly top: number };

/** What stands between the last "@" and the caret, when it may be the beginning of a name. */
function askedIn(editor: Editor): Asked | null {
  const { $from, empty } = editor.state.selection;
  if (!empty || !editor.isFocused) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\uFFFC");
  const found = /(?:^|[\s(])@([\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]*)?)$/u.exec(before);
  if (!found) return null;
  const typed = found[1] ?? "";
  const from = $from.pos - typed.length - 1;
  const { left, top } = editor.view.coordsAtPos(from);
  return { from, to: $from.pos, typed, left, top };
}

export function MentionList({ editor, people, ref }: { readonly editor: Editor; readonly people: readonly Person[]; readonly ref: Ref<MentionKeys> }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [marked, setMarked] = useState(0);
  const found = asked ? namesBeginning(asked.typed, people).slice(0, 6) : [];

  useEffect(() => {
    const look = () => {
      setAsked(askedIn(editor));
      setMarked(0);
    };
    const leave = () => setAsked(null);
    editor.on("update", look).on("blur", leave);
    return () => void editor.off("update", look).off("blur", leave);
  }, [editor]);

  function choose(person: Person | undefined): boolean {
    if (!person || !asked) return false;
    editor.chain().focus().insertContentAt({ from: asked.from, to: asked.to }, `@${person.name} `).run();
    setAsked(null);
    return true;
  }
  useImperativeHandle(ref, () => ({
    press: (key) => {
      if (found.length === 0) return false;
      if (key === "ArrowDown" || key === "ArrowUp") setMarked((marked + (key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
      else if (key === "Enter" || key === "Tab") return choose(found[marked]);
      else if (key === "Escape") setAsked(null);
      else return false;
      return true;
    },
  }));

  if (!asked || found.length === 0) return null;
  return createPortal(
    <div role="listbox" aria-label={t`Colleagues`} className="floats fixed z-40 w-60 -translate-y-full p-1" style={{ left: Math.min(asked.left, window.innerWidth - 250), top: asked.top - 4 }}>
      {found.map((person, place) => (
        <div
          key={person.id}
          role="option"
          tabIndex={-1}
          aria-selected={place === marked}
          onMouseDown={(event) => {
            event.preventDefault();
            choose(person);
          }}
          className={classes("flex min-h-8 items-center gap-2 rounded-4 px-2", place === marked && "bg-hover")}
        >
          <Avatar name={person.name} tintFrom={person.email ?? person.name} size={20} shape="square" />
          <span className="min-w-0 truncate">{person.name}</span>
        </div>
      ))}
    </div>,
    document.body,
  );
}
