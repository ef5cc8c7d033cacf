/** A person by initials, in a calm tint that is theirs wherever they show. */
import type { CSSProperties } from "react";
import { classes } from "~/lib/classes";
import { hueOf, initials } from "~/lib/initials";

const sizes = {
  16: "size-4 text-[8px]",
  20: "size-5 text-[9px]",
  24: "size-6 text-[10px]",
  32: "size-8 text-12",
  40: "size-10 text-14",
};

export type AvatarProps = {
  readonly name: string;
  readonly size?: keyof typeof sizes;
  /** What the tint is made from when names may change or repeat: an id or an address. */
  readonly tintFrom?: string;
  /** Colleagues are square, customers round: told apart without reading. */
  readonly shape?: "round" | "square";
};

/** Decoration, and no text of the page: the name itself must stand beside it or in the label of what holds it. */
export function Avatar({ name, size = 20, tintFrom, shape = "round" }: AvatarProps) {
  return (
    <span
      aria-hidden
      data-initials={initials(name)}
      style={{ "--hue": hueOf(tintFrom ?? name) } as CSSProperties}
      className={classes(
        "before:content-[attr(data-initials)] inline-flex shrink-0 select-none items-center justify-center font-strong leading-none",
        "bg-[oklch(var(--tint-back-l)_var(--tint-back-c)_var(--hue))] text-[oklch(var(--tint-text-l)_var(--tint-text-c)_var(--hue))]",
        shape === "round" ? "rounded-full" : "rounded-[28%]",
        sizes[size],
      )}
    />
  );
}
