/**
 * A card carried by a finger. A press that stays lifts it, a swipe before that scrolls as ever. The browser's own dragging by touch
 * is left out: it waits longer, opens menus beside the card, and can't turn the board to the next column.
 */
import { type Point, edgeScroller } from "./edge-scroll.ts";

export type Carrying = {
  /** Whether the card that is pressed may be lifted. */
  readonly onLift: () => boolean;
  /** Null where no column is. */
  readonly onOver: (column: HTMLElement | null) => void;
  /** Null puts the card back. */
  readonly onDrop: (column: HTMLElement | null) => void;
};

const patience = 320; // ms; below it a slow tap would lift
const trembling = 8; // px that a resting thumb moves
const cards = "[data-place] article";

/** Returns what stops it, and puts a card back that is just being carried. */
export function watchFinger(board: HTMLElement, on: Carrying): () => void {
  let end: (() => void) | null = null;

  function start(event: TouchEvent) {
    const { target } = event;
    const touch = event.touches[0];
    const card = target instanceof Element ? target.closest<HTMLElement>(cards) : null;
    end?.(); // a second finger puts the card back
    if (
      !card ||
      !touch ||
      event.touches.length > 1 ||
      !(target instanceof Element) ||
      target.closest("[aria-haspopup]")
    )
      return;
    end = press(board, target, card, { x: touch.clientX, y: touch.clientY }, on);
  }
  // Listened to from the beginning: a browser asks only those whether a swipe may scroll.
  const decide = () => undefined;
  board.addEventListener("touchstart", start, { passive: true });
  board.addEventListener("touchmove", decide, { passive: false });
  return () => {
    end?.();
    board.removeEventListener("touchstart", start);
    board.removeEventListener("touchmove", decide);
  };
}

/** From the finger coming down to its leaving. The column may scroll the card away meanwhile: what was touched still hears the finger. */
function press(board: HTMLElement, target: Element, card: HTMLElement, from: Point, on: Carrying): () => void {
  const listening = new AbortController();
  let at = from;
  let copy: HTMLElement | null = null;
  let over: HTMLElement | null = null;
  const edges = edgeScroller(board, () => at, look);
  const waiting = setTimeout(lift, patience);
  card.draggable = false;

  function lift() {
    if (!on.onLift()) return;
    copy = copyOf(card);
    document.body.append(copy);
    navigator.vibrate?.(10);
    edges.start();
  }
  function look() {
    if (copy) copy.style.translate = `${at.x - from.x}px ${at.y - from.y}px`;
    const column = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>("[data-status]") ?? null;
    if (column === over) return;
    over = column;
    on.onOver(column);
  }
  function move(event: TouchEvent) {
    const touch = event.touches[0];
    if (!touch) return;
    at = { x: touch.clientX, y: touch.clientY };
    if (copy) {
      event.preventDefault();
      look();
    } else if (Math.hypot(at.x - from.x, at.y - from.y) > trembling) finish();
  }
  function leave(event: TouchEvent) {
    if (copy) {
      event.preventDefault(); // else a click follows and opens the ticket
      drop(over);
    }
    finish();
  }
  function drop(column: HTMLElement | null) {
    copy?.remove();
    copy = null;
    on.onDrop(column);
  }
  function finish() {
    clearTimeout(waiting);
    listening.abort();
    edges.stop();
    card.draggable = true;
    if (copy) drop(null);
  }
  const { signal } = listening;
  target.addEventListener("touchmove", move as EventListener, { passive: false, signal });
  target.addEventListener("touchend", leave as EventListener, { passive: false, signal });
  target.addEventListener("touchcancel", finish, { signal });
  target.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  return finish;
}

function copyOf(card: HTMLElement): HTMLElement {
  const box = card.getBoundingClientRect();
  const copy = card.cloneNode(true) as HTMLElement;
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  copy.inert = true;
  copy.ariaHidden = "true";
  copy.dataset["carried"] = "";
  Object.assign(copy.style, {
    position: "fixed",
    left: `${box.left}px`,
    top: `${box.top}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
    zIndex: "50",
    rotate: "1.5deg",
    pointerEvents: "none",
    boxShadow: "var(--shadow-float)",
  });
  return copy;
}
