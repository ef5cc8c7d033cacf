/** What may wait until the browser has nothing else to do. */

const soon = 300;

/**
 * Resolves when something is on the screen and nobody waits for more. While the first answers are under way a browser
 * calls itself idle, and what is fetched then comes in their way.
 */
const isShown = new Promise<void>((shown) => {
  const wait = () => setTimeout(shown, soon);
  if (typeof PerformanceObserver === "undefined" || !PerformanceObserver.supportedEntryTypes?.includes("paint"))
    return void wait();
  const watch = new PerformanceObserver((seen) => {
    if (seen.getEntriesByName("first-contentful-paint").length === 0) return;
    watch.disconnect();
    wait();
  });
  return watch.observe({ type: "paint", buffered: true });
});

export function whenIdle(): Promise<void> {
  return isShown.then(
    () =>
      new Promise((idle) => (window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200)))(() => idle())),
  );
}
