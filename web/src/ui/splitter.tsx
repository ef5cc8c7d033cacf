/** A line between two zones that is dragged, or moved with the arrow keys, to share the room anew. */
import { type KeyboardEvent, type PointerEvent, useRef } from "react";

export type SplitterProps = {
  readonly label: string;
  /** Width in pixels of the zone that the line sizes. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (size: number) => void;
  /** Which side of the line the sized zone lies on. */
  readonly side?: "before" | "after";
};

const step = 16;

export function Splitter({ label, size, min, max, onResize, side = "before" }: SplitterProps) {
  const start = useRef<{ x: number; size: number } | null>(null);
  const sign = (side === "before" ? 1 : -1) * (document.dir === "rtl" ? -1 : 1);
  const resize = (wanted: number) => onResize(Math.round(Math.min(max, Math.max(min, wanted))));

  function move(event: PointerEvent) {
    if (start.current) resize(start.current.size + (event.clientX - start.current.x) * sign);
  }
  function key(event: KeyboardEvent) {
    if (event.key === "ArrowLeft") resize(size - step * sign);
    else if (event.key === "ArrowRight") resize(size + step * sign);
    else if (event.key === "Home") resize(min);
    else if (event.key === "End") resize(max);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is a widget (ARIA 1.2)
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, size };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={key}
      className="relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-border before:absolute before:inset-y-0 before:-inset-x-1 hover:bg-accent focus-visible:bg-accent active:bg-accent"
    />
  );
}
