/** Scrolls the board and its columns while something is held near an edge of them. */
export type Point = { readonly x: number; readonly y: number };

const edge = 56; // px: a thumb's width
const speed = 14; // px in a frame, at the very edge
const turning = 900; // ms between one column and the next on a phone

/** Left or up of the middle is negative; 0 when the point is far from both ends. */
export function pull(at: number, from: number, to: number): number {
  const depth = Math.min(edge, (to - from) / 4);
  if (at < from + depth) return -Math.min(1, (from + depth - at) / depth);
  return at > to - depth ? Math.min(1, (at - to + depth) / depth) : 0;
}

/** `onFrame` is called in every frame: what lies under a point that rests changes by the scrolling. */
export function edgeScroller(board: HTMLElement, where: () => Point, onFrame: () => void) {
  let frame = 0;
  let lastTurn = 0;

  function sideways(towards: number, now: number) {
    if (!isPaged(board)) {
      board.scrollLeft += towards * speed;
      return;
    }
    if (lastTurn === 0) lastTurn = now - turning / 2; // the first one waits half as long
    if (now - lastTurn < turning) return;
    lastTurn = now;
    turnPage(board, towards > 0 ? 1 : -1);
  }
  function step(now: number) {
    const { x, y } = where();
    const box = board.getBoundingClientRect();
    const towards = pull(x, box.left, box.right);
    if (towards) sideways(towards, now);
    else {
      lastTurn = 0;
      const list = document.elementFromPoint(x, y)?.closest("[data-status]")?.querySelector("[data-cards]");
      const within = list?.getBoundingClientRect();
      if (list && within) list.scrollTop += pull(y, within.top, within.bottom) * speed;
    }
    onFrame();
    frame = requestAnimationFrame(step);
  }
  return {
    start() {
      frame = requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(frame);
    },
  };
}

/** On a phone one column at a time fills the board. */
function isPaged(board: HTMLElement): boolean {
  return getComputedStyle(board).scrollSnapType !== "none";
}

function turnPage(board: HTMLElement, by: 1 | -1) {
  const columns = [...board.querySelectorAll<HTMLElement>("[data-status]")];
  const middle = board.getBoundingClientRect().left + board.clientWidth / 2;
  const shown = columns.findIndex((column) => column.getBoundingClientRect().right >= middle);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  columns[shown + by]?.scrollIntoView({ inline: "center", block: "nearest", behavior: isCalm ? "instant" : "smooth" });
}
