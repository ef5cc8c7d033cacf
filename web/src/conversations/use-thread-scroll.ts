/** Keeps a thread still: opens at the newest, stays there while it is read, and lets nothing that loads above move it. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Place, placeOf, rememberPlace } from "./scroll-memory.ts";

const nearEnd = 48;
const roomAbove = 24;

function isAtEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
}

function messages(box: HTMLElement): NodeListOf<HTMLElement> {
  return box.querySelectorAll<HTMLElement>("[data-message]");
}

/** The first message that reaches into view. */
function topPlace(box: HTMLElement): Place | null {
  const edge = box.getBoundingClientRect().top;
  for (const message of messages(box)) {
    const { top, bottom } = message.getBoundingClientRect();
    if (bottom > edge) return { messageId: Number(message.dataset["message"]), offset: top - edge };
  }
  return null;
}

function restore(box: HTMLElement, place: Place): boolean {
  const message = box.querySelector<HTMLElement>(`[data-message="${place.messageId}"]`);
  if (!message) return false;
  box.scrollTop += message.getBoundingClientRect().top - box.getBoundingClientRect().top - place.offset;
  return true;
}

/** The newest message's first lines are on the screen. */
function showsNewest(box: HTMLElement): boolean {
  const newest = [...messages(box)].at(-1);
  return !newest || newest.getBoundingClientRect().top < box.getBoundingClientRect().bottom - 24;
}

/** The end of the thread; of a newest message that is higher than the room, its beginning. */
function showNewest(box: HTMLElement): void {
  box.scrollTop = box.scrollHeight;
  const newest = [...messages(box)].at(-1);
  if (!newest) return;
  const above = newest.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (above < 0) box.scrollTop += above - 12;
}

export type ThreadScroll = {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly showsNewest: boolean;
  readonly toEnd: () => void;
};

/** `name` tells threads apart; `first` and `last` are the message ids at the ends of what is loaded. One that is `sought` is shown once. */
export function useThreadScroll(
  name: string,
  first: number | undefined,
  last: number | undefined,
  sought: number | null,
): ThreadScroll {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<Place | null>(null);
  /** Follows the end until a hand scrolls away from it. */
  const follows = useRef(true);
  const [newest, setNewest] = useState(true);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || last === undefined) return;
    const saved = placeOf(name);
    follows.current = !(saved && restore(element, saved));
    place.current = follows.current ? null : saved;
    if (follows.current) showNewest(element);
    setNewest(showsNewest(element));
    // oxlint-disable-next-line react/exhaustive-deps -- only when another thread is shown or its first words have come
  }, [name, last === undefined]);

  useLayoutEffect(() => {
    if (!box.current || sought === null) return;
    follows.current = false;
    place.current = { messageId: sought, offset: roomAbove };
    rememberPlace(name, place.current);
    restore(box.current, place.current);
    setNewest(showsNewest(box.current));
  }, [name, sought]);

  // Whatever changes its height - frames that load, older pages, images - leaves the words where they are.
  useEffect(() => {
    const [element, inside] = [box.current, content.current];
    if (!element || !inside) return;
    const hold = new ResizeObserver(() => {
      if (follows.current) showNewest(element);
      else if (place.current) restore(element, place.current);
      setNewest(showsNewest(element));
    });
    hold.observe(inside);
    hold.observe(element);
    return () => hold.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (box.current && place.current && !follows.current) restore(box.current, place.current);
  }, [first]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // Only a hand stops the following; layout scrolls too, and means nothing by it.
    let byHand = false;
    const hand = () => {
      byHand = true;
    };
    const scrolled = () => {
      const end = isAtEnd(element);
      setNewest(showsNewest(element));
      if (!byHand && follows.current) return;
      follows.current = end;
      place.current = end ? null : topPlace(element);
      rememberPlace(name, place.current);
    };
    const hands = ["wheel", "touchmove", "pointerdown", "keydown"] as const;
    for (const kind of hands) element.addEventListener(kind, hand, { passive: true });
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      for (const kind of hands) element.removeEventListener(kind, hand);
      element.removeEventListener("scroll", scrolled);
    };
  }, [name]);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (!element) return;
    follows.current = true;
    place.current = null;
    rememberPlace(name, null);
    showNewest(element);
    setNewest(true);
    if (document.activeElement === document.body) element.focus({ preventScroll: true }); // what had it is gone
  }, [name]);

  return { box, content, showsNewest: newest, toEnd };
}
