/** Emoji to look through or to find by a word; arrows walk, Enter takes. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { classes } from "~/lib/classes";
import { Input } from "~/ui/field";
import { type Emoji, emojiCalled, loadEmoji } from "./emoji.ts";

const inRow = 8;
const shownAtMost = 240;
const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: inRow, ArrowUp: -inRow };

export function EmojiPicker({ onChoose }: { readonly onChoose: (sign: string) => void }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const [all, setAll] = useState<readonly Emoji[] | "failed">([]);
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    loadEmoji(i18n.locale).then(setAll, () => setAll("failed"));
  }, [i18n.locale]);
  const found = all === "failed" ? [] : emojiCalled(typed, all).slice(0, shownAtMost);

  function key(event: KeyboardEvent) {
    const step = steps[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      const emoji = found[marked];
      if (emoji) onChoose(emoji.sign);
    } else if (step !== undefined && (Math.abs(step) > 1 || typed === "")) {
      event.preventDefault();
      const next = Math.max(0, Math.min(found.length - 1, marked + step));
      setMarked(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    }
  }
  return (
    <div className="flex h-full flex-col gap-2">
      <Input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the popover was opened to type into it
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${marked}` : undefined}
        aria-label={t`Find an emoji`}
        placeholder={t`Find an emoji`}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setMarked(0);
        }}
        onKeyDown={key}
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t`Emoji`}
        className="grid min-h-0 flex-1 grid-cols-8 content-start overflow-y-auto"
      >
        {found.map((emoji, place) => (
          <div
            key={emoji.sign}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === marked}
            aria-label={emoji.label}
            title={emoji.label}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(emoji.sign)}
            onKeyDown={key}
            className={classes(
              "flex size-9 items-center justify-center rounded-6 text-20 hover:bg-hover",
              place === marked && "bg-selected",
            )}
          >
            {emoji.sign}
          </div>
        ))}
      </div>
      {all === "failed" || (found.length === 0 && typed !== "") ? (
        <p role="status" className="text-quiet">
          {all === "failed" ? <Trans>Emoji could not be loaded.</Trans> : <Trans>No emoji is called so.</Trans>}
        </p>
      ) : null}
    </div>
  );
}
