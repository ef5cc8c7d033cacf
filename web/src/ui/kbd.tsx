/** Keys to press, as small caps of a keyboard: "Mod+K" shows as ⌘K or Ctrl K, "g u" as two keys one after the other. */
import { classes } from "~/lib/classes";
import { shownKeys } from "~/lib/keys";

export function Kbd({ keys, inverted = false }: { readonly keys: string; readonly inverted?: boolean }) {
  return (
    <span className="inline-flex shrink-0 gap-0.5">
      {shownKeys(keys).map((key, place) => (
        <kbd
          // eslint-disable-next-line react/no-array-index-key -- the keys of one shortcut never move
          key={place}
          className={classes(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-4 px-1 font-sans text-11",
            inverted ? "border border-current/25" : "border border-border bg-sunken text-quiet",
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
