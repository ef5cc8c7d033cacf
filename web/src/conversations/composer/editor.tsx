/** Where one writes: a plain field until the rich one is loaded, so that the first key is never lost. */
import { Suspense, lazy } from "react";
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
  return (
    <Suspense
      fallback={
        <textarea
          aria-label={props.label}
          placeholder={props.placeholder}
          defaultValue={plainWords(props.html)}
          data-waiting-editor
          onChange={(event) => props.onChange(htmlOf(event.target.value))}
          className="block min-h-full w-full resize-none bg-transparent text-14 leading-[21px] outline-none"
        />
      }
    >
      <RichText {...props} />
    </Suspense>
  );
}
