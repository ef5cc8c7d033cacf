/** A word about a control on hover or focus, with its shortcut. The control still needs its own accessible name. */
import { type ReactElement, cloneElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { type Side, placeBeside } from "./beside.ts";
import { Kbd } from "./kbd.tsx";
import { watchPointedAt } from "./pointed-at.ts";

export type TooltipProps = {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly side?: Side;
  readonly children: ReactElement<Record<string, unknown>>;
};

/** Only marks the control: a screen has fifty of them, and one word is shown at a time. */
export function Tooltip({ text, shortcut, side, children }: TooltipProps) {
  return cloneElement(children, { "data-word": text, "data-word-keys": shortcut, "data-word-side": side });
}

/** A finger can't hover, and a dialog that gives the focus to a button would show a word that nobody asked for. */
const cannotHover = matchMedia("(hover: none)").matches;

/** Shows the word of whichever control is pointed at. Stands once in the application. */
export function Tooltips() {
  const [control, setControl] = useState<HTMLElement | null>(null);
  useEffect(() => (cannotHover ? undefined : watchPointedAt(setControl)), []);
  return control ? createPortal(<Word control={control} onGone={() => setControl(null)} />, document.body) : null;
}

function Word({ control, onGone }: { readonly control: HTMLElement; readonly onGone: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const { word, wordKeys, wordSide } = control.dataset;
  useLayoutEffect(() => {
    if (!box.current) return;
    const { left, top } = placeBeside(
      control.getBoundingClientRect(),
      box.current.getBoundingClientRect(),
      { width: innerWidth, height: innerHeight },
      (wordSide as Side | undefined) ?? "bottom",
    );
    box.current.style.transform = `translate(${left}px, ${top}px)`;
  }, [control, word, wordSide]);
  useEffect(() => {
    const watch = new MutationObserver(() => control.isConnected || onGone());
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [control, onGone]);
  return (
    // What it says is the name of the control already.
    <div
      ref={box}
      aria-hidden
      data-shown-word
      className="fixed top-0 left-0 z-50 flex w-max max-w-72 items-center gap-2 rounded-6 bg-tooltip px-2 py-1 text-12 text-on-tooltip transition-opacity duration-75 starting:opacity-0 print:hidden"
    >
      <span className="min-w-0 break-words">{word}</span>
      {wordKeys ? <Kbd keys={wordKeys} inverted /> : null}
    </div>
  );
}
