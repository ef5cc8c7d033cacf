/** What to choose from while one types a sign and the beginning of a word: a colleague, a snippet, an emoji. */
import type { Editor } from "@tiptap/react";
import { type CSSProperties, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useState } from "react";
import { createPortal } from "react-dom";
import { classes } from "~/lib/classes";

export type ListKeys = {
  /** true when the key belonged to the list. */
  readonly press: (key: string) => boolean;
};

export type Range = { readonly from: number; readonly to: number };

type Asked = Range & { readonly typed: string; readonly left: number; readonly top: number; readonly bottom: number };

/** What stands between the sign and the caret; `pattern` ends at the caret and its first group is what was typed. */
function askedIn(editor: Editor, pattern: RegExp): Asked | null {
  const { $from, empty } = editor.state.selection;
  if (!empty || !editor.isFocused || $from.parent.type.spec.code) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\uFFFC");
  const found = pattern.exec(before);
  if (!found) return null;
  const typed = found[1] ?? "";
  const from = $from.pos - typed.length - 1;
  const { left, top, bottom } = editor.view.coordsAtPos(from);
  return { from, to: $from.pos, typed, left, top, bottom };
}

/** Above the line or below it, wherever there is more room: on a phone one writes at the top, and the keyboard takes the rest. */
function placeOf({ left, top, bottom }: Asked): CSSProperties {
  const height = window.visualViewport?.height ?? window.innerHeight;
  const place =
    height - bottom > top
      ? { top: bottom + 4, maxHeight: height - bottom - 12 }
      : { bottom: window.innerHeight - top + 4, maxHeight: top - 12 };
  return { left: Math.max(8, Math.min(left, window.innerWidth - 330)), ...place };
}

export type TypedListProps<Item> = {
  readonly editor: Editor;
  readonly label: string;
  readonly pattern: RegExp;
  readonly find: (typed: string) => readonly Item[];
  readonly keyOf: (item: Item) => string | number;
  readonly render: (item: Item) => ReactNode;
  readonly onChoose: (item: Item, range: Range) => void;
  /** Hears what was typed, so that what is chosen from can be fetched. */
  readonly onAsked?: () => void;
  readonly className?: string;
  readonly ref: Ref<ListKeys>;
};

export function TypedList<Item>({
  editor,
  label,
  pattern,
  find,
  keyOf,
  render,
  onChoose,
  onAsked,
  className = "w-60",
  ref,
}: TypedListProps<Item>) {
  const id = useId();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [marked, setMarked] = useState(0);
  const found = asked ? find(asked.typed) : [];

  useEffect(() => {
    const look = () => {
      const now = askedIn(editor, pattern);
      setAsked(now);
      setMarked(0);
      if (now) onAsked?.();
    };
    const leave = () => setAsked(null);
    look(); // what the plain field had before this editor came
    editor.on("update", look).on("blur", leave);
    return () => void editor.off("update", look).off("blur", leave);
  }, [editor, pattern, onAsked]);

  const isOpen = asked !== null && found.length > 0;
  useEffect(() => {
    if (!isOpen) return;
    const text = editor.view.dom;
    text.setAttribute("aria-activedescendant", `${id}-${marked}`);
    text.setAttribute("aria-controls", id);
    document.getElementById(`${id}-${marked}`)?.scrollIntoView({ block: "nearest" });
    return () => {
      text.removeAttribute("aria-activedescendant");
      text.removeAttribute("aria-controls");
    };
  }, [editor, id, isOpen, marked]);

  function choose(item: Item | undefined): boolean {
    if (item === undefined || !asked) return false;
    onChoose(item, asked);
    setAsked(null);
    return true;
  }
  useImperativeHandle(ref, () => ({
    press: (key) => {
      if (!isOpen) return false;
      if (key === "ArrowDown" || key === "ArrowUp")
        setMarked((marked + (key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
      else if (key === "Enter" || key === "Tab") return choose(found[marked]);
      else if (key === "Escape") setAsked(null);
      else return false;
      return true;
    },
  }));

  if (!isOpen) return null;
  return createPortal(
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className={classes("floats fixed z-40 overflow-y-auto p-1", className)}
      style={placeOf(asked)}
    >
      {found.map((item, place) => (
        <div
          key={keyOf(item)}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === marked}
          onMouseDown={(event) => {
            event.preventDefault();
            choose(item);
          }}
          className={classes(
            "flex min-h-8 items-center gap-2 rounded-4 px-2 pointer-coarse:min-h-11",
            place === marked && "bg-hover",
          )}
        >
          {render(item)}
        </div>
      ))}
    </div>,
    document.body,
  );
}
