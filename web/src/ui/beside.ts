/** Pure: where a small box stands beside a control, so that all of it is on the screen. */

export type Side = "top" | "right" | "bottom" | "left";
type Size = { readonly width: number; readonly height: number };
type Rect = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

const gap = 6;
const margin = 5;

/** On the wished side, or across where there is no room; in the middle of the control, as far as the screen allows. */
export function placeBeside(
  control: Rect,
  box: Size,
  room: Size,
  side: Side,
): { readonly left: number; readonly top: number } {
  if (side === "left" || side === "right") {
    const [before, after] = [control.left - gap - box.width, control.right + gap];
    return {
      left: chosen(side === "left", before, after, room.width - box.width),
      top: within((control.top + control.bottom - box.height) / 2, room.height - box.height),
    };
  }
  const [before, after] = [control.top - gap - box.height, control.bottom + gap];
  return {
    left: within((control.left + control.right - box.width) / 2, room.width - box.width),
    top: chosen(side === "top", before, after, room.height - box.height),
  };
}

function chosen(isBefore: boolean, before: number, after: number, most: number): number {
  const fitsBefore = before >= margin;
  const fitsAfter = after <= most - margin;
  return (isBefore ? fitsBefore || !fitsAfter : !fitsAfter && fitsBefore) ? before : after;
}

function within(wished: number, most: number): number {
  return Math.max(margin, Math.min(wished, most - margin));
}
