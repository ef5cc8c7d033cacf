/** Emoji to choose from while one types ":" and the beginning of a name. */
import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/react";
import { type Ref, useCallback, useState } from "react";
import { type Emoji, emojiCalled, loadEmoji } from "./emoji.ts";
import { type ListKeys, TypedList } from "./typed-list.tsx";

const pattern = /(?:^|[\s(]):([\p{L}][\p{L}\p{N}_-]+)$/u;

export function EmojiList({ editor, ref }: { readonly editor: Editor; readonly ref: Ref<ListKeys> }) {
  const { t, i18n } = useLingui();
  const [all, setAll] = useState<readonly Emoji[]>([]);
  const ask = useCallback(() => void loadEmoji(i18n.locale).then(setAll, () => undefined), [i18n.locale]);
  return (
    <TypedList
      ref={ref}
      editor={editor}
      label={t`Emoji`}
      pattern={pattern}
      onAsked={ask}
      find={(typed) => emojiCalled(typed, all).slice(0, 6)}
      keyOf={(emoji) => emoji.sign}
      render={(emoji) => (
        <>
          <span aria-hidden>{emoji.sign}</span>
          <span className="min-w-0 truncate">{emoji.label}</span>
        </>
      )}
      onChoose={(emoji, range) =>
        editor
          .chain()
          .focus()
          .insertContentAt({ ...range }, `${emoji.sign} `)
          .run()
      }
    />
  );
}
