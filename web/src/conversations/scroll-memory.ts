/** Where one was reading in each ticket, for as long as this page stands: coming back finds the same words. */

export type Place = {
  /** The message at the top of what is shown, and how far above the edge it begins. */
  readonly messageId: number;
  readonly offset: number;
};

const places = new Map<string, Place>();
const remembered = 200;

/** null: one was at the end, where the newest is. */
export function rememberPlace(name: string, place: Place | null): void {
  places.delete(name);
  if (place === null) return;
  places.set(name, place);
  const oldest = places.keys().next().value;
  if (places.size > remembered && oldest !== undefined) places.delete(oldest);
}

export function placeOf(name: string): Place | null {
  return places.get(name) ?? null;
}
