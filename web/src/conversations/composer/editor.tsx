/** Where one writes: a plain field until the rich one is loaded, so that the first key is never lost. */
import { type RefObject, Suspense, lazy, startTransition, useCallback, useEffect, useRef, useState } from "react";
import { plainWords } from "../plain-words.ts";

export type EditorHandle = {
  readonly focus: () => void;
  readonly insertText: (text: string) => void;
  readonly insertPicture: (src: string, alt: string) => void;
};

export type EditorProps = {
  readonly html: string;
  /** Goes up when `html` was changed from outside; the editor then shows it anew. */
  readonly revision: number;
  readonly label: string;
  readonly placeholder: string;
  /** Where the marks (bold, lists ...) are drawn. */
  readonly toolbar: HTMLElement | null;
  readonly autoFocus: boolean;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: File[]) => void;
  readonly onReady: (handle: EditorHandle | null) => void;
};

const load = () => import("./rich-text.tsx");
const RichText = lazy(async () => ({ default: (await load()).RichText }));

/** Starts to load the editor while the browser has nothing else to do. */
export function prefetchEditor(): void {
  const later = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
  later(() => void load());
}

function htmlOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped === "" ? "" : escaped.split("\n").map((line) => `<p>${line}</p>`).join("");
}

export function RichEditor(props: EditorProps) {
  // What the plain field holds, also in the moment between the rich one's making and its showing.
  const typed = useRef<string | null>(null);
  const plain = <PlainField {...props} typed={typed} />;
  // The first words of the ticket come first: making an editor takes longer than a frame.
  if (!useAfterPaint()) return plain;
  return (
    <Suspense fallback={plain}>
      <RichText {...props} typed={typed} />
    </Suspense>
  );
}

function useAfterPaint(): boolean {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setAfter(true)), 50);
    return () => clearTimeout(timer);
  }, []);
  return isAfter;
}

function PlainField({ html, label, placeholder, onChange, onReady, typed }: EditorProps & { readonly typed: RefObject<string | null> }) {
  const ready = useCallback(
    (field: HTMLTextAreaElement) => {
      onReady({ focus: () => field.focus(), insertText: (text) => field.setRangeText(text), insertPicture: () => undefined });
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
      data-waiting-editor
      onChange={(event) => {
        typed.current = htmlOf(event.target.value);
        onChange(typed.current);
      }}
      className="block min-h-full w-full resize-none bg-transparent text-14 leading-[21px] outline-none"
    />
  );
}
