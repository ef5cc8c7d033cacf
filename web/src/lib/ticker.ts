/** One timer for all that goes with time on the page, so that a thousand clocks cost one. */

export type Ticker = {
  readonly subscribe: (listener: () => void) => () => void;
  /** The number of the step that one is in: the same until the next tick. */
  readonly step: () => number;
};

/** Runs only while somebody listens. */
export function newTicker(milliseconds: number): Ticker {
  const listeners = new Set<() => void>();
  const now = () => Math.floor(Date.now() / milliseconds);
  let step = now();
  let ticking: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      ticking ??= setInterval(() => {
        step = now();
        for (const heard of listeners) heard();
      }, milliseconds);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(ticking);
        ticking = undefined;
      };
    },
    step: () => step,
  };
}
