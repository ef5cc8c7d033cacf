/** Colleagues to choose from while one types "@" and the beginning of a name. */
import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/react";
import type { Ref } from "react";
import { Avatar } from "~/ui/avatar";
import { type Person, namesBeginning } from "./mentions.ts";
import { type ListKeys, TypedList } from "./typed-list.tsx";

const pattern = /(?:^|[\s(])@([\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]*)?)$/u;

export function MentionList({
  editor,
  people,
  ref,
}: {
  readonly editor: Editor;
  readonly people: readonly Person[];
  readonly ref: Ref<ListKeys>;
}) {
  const { t } = useLingui();
  return (
    <TypedList
      ref={ref}
      editor={editor}
      label={t`Colleagues`}
      pattern={pattern}
      find={(typed) => namesBeginning(typed, people).slice(0, 6)}
      keyOf={(person) => person.id}
      render={(person) => (
        <>
          <Avatar name={person.name} tintFrom={person.email ?? person.name} size={20} shape="square" />
          <span className="min-w-0 truncate">{person.name}</span>
        </>
      )}
      onChoose={(person, range) =>
        editor
          .chain()
          .focus()
          .insertContentAt({ ...range }, `@${person.name} `)
          .run()
      }
    />
  );
}
