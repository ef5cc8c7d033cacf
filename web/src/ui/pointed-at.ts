/** Which control shows its word: the one that a pointer rests on, or that was reached by key. One watch for the whole page. */

const marked = "[data-word]";
const wordItself = "[data-shown-word]";

/** Milliseconds. A pointer that only crosses a control shows nothing; soon after one word the next control shows its own at once. */
const patience = 450;
const lull = 400;
/** For the way from a control over to its word. */
const parting = 120;

/** Calls `tell` with each control whose word is to be shown, and with null when none is. Returns what ends the watch. */
export function watchPointedAt(tell: (control: HTMLElement | null) => void): () => void {
  let under: Element | null = null;
  let shown: HTMLElement | null = null;
  let leftAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(control: HTMLElement | null): void {
    clearTimeout(timer);
    if (control === shown) return;
    if (shown) leftAt = performance.now();
    shown = control;
    tell(control);
  }
  function showIn(milliseconds: number, control: HTMLElement | null): void {
    clearTimeout(timer);
    timer = setTimeout(() => show(control), milliseconds);
  }
  const hide = () => show(null);

  function over({ target, pointerType }: PointerEvent): void {
    if (pointerType !== "mouse" || !(target instanceof Element)) return;
    if (shown && target.closest(wordItself)) {
      clearTimeout(timer);
      return;
    }
    const control = target.closest<HTMLElement>(marked);
    if (control === under) return;
    under = control;
    if (!control) leave();
    else if (shown || performance.now() - leftAt < lull) show(control);
    else showIn(patience, control);
  }
  function leave(): void {
    under = null;
    if (shown && !isReachedByKey(shown)) showIn(parting, null);
    else clearTimeout(timer);
  }
  function focused({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.matches(marked) && isReachedByKey(target)) show(target);
    else if (shown !== under) hide();
  }
  /** One step back is the word's alone: what lies under it stays as it is. */
  function escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !shown) return;
    hide();
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  const watch = new AbortController();
  const { signal } = watch;
  document.addEventListener("pointerover", over, { signal });
  document.documentElement.addEventListener("pointerleave", leave, { signal });
  document.addEventListener("focusin", focused, { signal });
  document.addEventListener("focusout", ({ target }) => target === shown && hide(), { signal });
  for (const act of ["pointerdown", "click", "wheel"] as const)
    document.addEventListener(act, hide, { signal, capture: true, passive: true });
  document.addEventListener("keydown", escape, { signal, capture: true });
  window.addEventListener("blur", hide, { signal });
  return () => {
    clearTimeout(timer);
    watch.abort();
  };
}

/** One that was pressed has the focus too, and shows nothing for that. */
function isReachedByKey(control: Element): boolean {
  return control.matches(":focus-visible");
}
