/** Snippets to choose from while one types "#" and the beginning of a shortcut or name. */
import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/react";
import type { Ref } from "react";
import type { Snippet } from "../canned/canned.ts";
import { snippetsBeginning } from "../canned/snippets-beginning.ts";
import { plainWords } from "../plain-words.ts";
import { type ListKeys, TypedList } from "./typed-list.tsx";

const pattern = /(?:^|[\s(])#([^\s#]*)$/u;

export function SnippetList({
  editor,
  snippets,
  fill,
  ref,
}: {
  readonly editor: Editor;
  readonly snippets: readonly Snippet[];
  readonly fill: (html: string) => string;
  readonly ref: Ref<ListKeys>;
}) {
  const { t } = useLingui();
  return (
    <TypedList
      ref={ref}
      editor={editor}
      label={t`Snippets`}
      className="w-80"
      pattern={pattern}
      find={(typed) => snippetsBeginning(typed, snippets).slice(0, 8)}
      keyOf={(snippet) => snippet.id}
      render={(snippet) => (
        <span className="min-w-0 flex-1 py-1">
          <span className="flex items-baseline justify-between gap-2">
            <span dir="auto" className="min-w-0 truncate">
              {snippet.name}
            </span>
            <span className="max-w-32 shrink-0 truncate text-12 text-quiet">#{snippet.shortcut}</span>
          </span>
          <span dir="auto" className="block truncate text-12 text-quiet">
            {plainWords(snippet.html)}
          </span>
        </span>
      )}
      onChoose={(snippet, range) =>
        editor
          .chain()
          .focus()
          .insertContentAt({ ...range }, fill(snippet.html))
          .run()
      }
    />
  );
}
