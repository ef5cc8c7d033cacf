/** How wide something is by itself: panels beside it take their room, whatever the window has. */
import { useEffect, useState } from "react";

/** Zero until it stands. Returns the pixels, and what takes the element as its `ref`. */
export function useWidth(): readonly [number, (element: HTMLElement | null) => void] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element) return undefined;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, [element]);
  return [width, setElement];
}
