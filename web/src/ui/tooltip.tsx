/** A word about a control on hover or focus, with its shortcut. The control still needs its own accessible name. */
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

export type TooltipProps = {
  readonly text: ReactNode;
  readonly shortcut?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly children: ReactElement<Record<string, unknown>>;
};

/** Wrap the application once: moving from one control to the next then shows the next tooltip at once. */
export function TooltipGroup({ children }: { readonly children: ReactNode }) {
  return <Base.Provider delay={450} closeDelay={0}>{children}</Base.Provider>;
}

/** A finger can't hover, and a dialog that gives the focus to a button would show a word that nobody asked for. */
const cannotHover = matchMedia("(hover: none)").matches;

export function Tooltip({ text, shortcut, side = "bottom", children }: TooltipProps) {
  return (
    <Base.Root disabled={cannotHover}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-6 bg-tooltip px-2 py-1 text-12 text-on-tooltip transition-opacity duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0">
            <span className="min-w-0 break-words">{text}</span>
            {shortcut ? <Kbd keys={shortcut} inverted /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
