/** Where one writes: a plain field until the rich one is loaded, so that the first key is never lost. */
import { type RefObject, Suspense, lazy, startTransition, useCallback, useEffect, useRef, useState } from "react";
import { plainWords } from "../plain-words.ts";
import type { EditorProps, Waiting } from "./editor-props.ts";

const load = () => import("./rich-text.tsx");
const RichText = lazy(async () => ({ default: (await load()).RichText }));

/** Starts to load the editor while the browser has nothing else to do. */
export function prefetchEditor(): void {
  const later = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
  later(() => void load());
}

function htmlOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped === ""
    ? ""
    : escaped
        .split("\n")
        .map((line) => `<p>${line}</p>`)
        .join("");
}

export function RichEditor(props: EditorProps) {
  const waiting = useRef<Waiting>({ typed: null, hasFocus: false });
  const plain = <PlainField {...props} waiting={waiting} />;
  // The first words of the ticket come first: making an editor takes longer than a frame. Until it is loaded the plain field
  // stands within: one outside would be taken away for that of the fallback, with the focus and what is being typed.
  const isAfter = useAfterPaint();
  return <Suspense fallback={plain}>{isAfter ? <RichText {...props} waiting={waiting} /> : plain}</Suspense>;
}

function useAfterPaint(): boolean {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setAfter(true)), 50);
    return () => clearTimeout(timer);
  }, []);
  return isAfter;
}

function PlainField({
  html,
  label,
  placeholder,
  onChange,
  onReady,
  waiting,
}: EditorProps & { readonly waiting: RefObject<Waiting> }) {
  const ready = useCallback(
    (field: HTMLTextAreaElement) => {
      const insertText = (text: string) => {
        field.focus();
        field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true })); // as if it were typed: the rich field takes it over
      };
      onReady({
        focus: () => field.focus(),
        insertText,
        insertHtml: (html) => insertText(plainWords(html)),
        insertPicture: () => undefined,
      });
      return () => onReady(null);
    },
    [onReady],
  );
  return (
    <textarea
      ref={ready}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={html === "" ? "" : plainWords(html)}
      onChange={(event) => {
        waiting.current.typed = htmlOf(event.target.value);
        onChange(waiting.current.typed);
      }}
      onFocus={() => (waiting.current.hasFocus = true)}
      // One that loses the focus by being taken away has it still, for the rich one to take over.
      onBlur={({ target }) => queueMicrotask(() => target.isConnected && (waiting.current.hasFocus = false))}
      className="block min-h-full w-full resize-none bg-transparent text-14 leading-[21px] outline-none"
    />
  );
}
