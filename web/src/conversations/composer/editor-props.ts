/** What the plain field and the rich one both take and give. */
import type { Snippet } from "../canned/canned.ts";
import type { Person } from "./mentions.ts";

export type EditorHandle = {
  readonly focus: () => void;
  readonly insertText: (text: string) => void;
  readonly insertHtml: (html: string) => void;
  readonly insertPicture: (src: string, alt: string) => void;
};

/** What the plain field holds at the moment when the rich one takes its place. */
export type Waiting = { typed: string | null; hasFocus: boolean };

export type EditorProps = {
  readonly html: string;
  /** Goes up when `html` was changed from outside; the editor then shows it anew. */
  readonly revision: number;
  readonly label: string;
  readonly placeholder: string;
  /** Where the marks (bold, lists ...) are drawn. */
  readonly toolbar: HTMLElement | null;
  readonly autoFocus: boolean;
  /** Who may be named with "@"; nobody in what goes to a customer. */
  readonly people?: readonly Person[];
  /** What "#" offers, and how the variables in it are filled in. */
  readonly snippets?: readonly Snippet[];
  readonly fill?: (html: string) => string;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: File[]) => void;
  readonly onReady: (handle: EditorHandle | null) => void;
};
