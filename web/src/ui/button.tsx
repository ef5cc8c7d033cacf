/** Buttons: one look per weight of act. "primary" once per surface; "danger" only for what can't be undone. */
import type { ComponentPropsWithRef, ReactNode } from "react";
import { classes } from "~/lib/classes";
import { Tooltip } from "./tooltip.tsx";

export type ButtonWeight = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

/** `thumb` is of a link that looks like a button: a finger finds it as easily (base.css). */
const base =
  "thumb inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-6 text-13 font-strong transition-colors duration-75 disabled:opacity-50 aria-disabled:opacity-50";

const weights: Record<ButtonWeight, string> = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-hover",
  secondary:
    "border border-border-strong bg-surface text-text enabled:hover:bg-hover enabled:active:bg-pressed data-popup-open:bg-hover",
  quiet:
    "text-quiet enabled:hover:bg-hover enabled:hover:text-text enabled:active:bg-pressed data-popup-open:bg-hover data-popup-open:text-text",
  danger: "bg-danger text-on-danger enabled:hover:bg-danger-hover",
};

const sizes: Record<ButtonSize, string> = {
  small: "h-6 px-2",
  medium: "h-8 px-3 pointer-coarse:h-9",
  large: "h-9 px-4 pointer-coarse:h-11",
};
const squares: Record<ButtonSize, string> = {
  small: "size-6",
  medium: "size-8 pointer-coarse:size-11",
  large: "size-9 pointer-coarse:size-11",
};

export type ButtonProps = ComponentPropsWithRef<"button"> & {
  readonly weight?: ButtonWeight;
  readonly size?: ButtonSize;
  /** Shown instead of pressing twice: the button keeps its width and answers no click. */
  readonly busy?: boolean;
};

export function buttonClasses(weight: ButtonWeight = "secondary", size: ButtonSize = "medium"): string {
  return classes(base, weights[weight], sizes[size]);
}

export function Button({
  weight = "secondary",
  size = "medium",
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={classes(buttonClasses(weight, size), className)}
    >
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ButtonProps, "children" | "aria-label"> & {
  /** What the button does, in words: its name and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string;
  /** Without one where a dialog gives it the focus by itself: its word would show unasked. */
  readonly hasTooltip?: boolean;
};

export function IconButton({
  label,
  icon,
  shortcut,
  weight = "quiet",
  size = "medium",
  className,
  busy = false,
  hasTooltip = true,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-label={label}
      className={classes(
        base,
        weights[weight],
        squares[size],
        "aria-pressed:bg-accent-soft aria-pressed:text-accent",
        className,
      )}
    >
      {icon}
    </button>
  );
  return hasTooltip ? (
    <Tooltip text={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
