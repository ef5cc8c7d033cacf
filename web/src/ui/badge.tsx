/** A state in a word, with a colour that only helps: never a colour alone. */
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";

export type Tone = "neutral" | "accent" | "info" | "success" | "warning" | "danger" | "comment";

const tones: Record<Tone, string> = {
  neutral: "bg-hover text-quiet",
  accent: "bg-accent-soft text-accent",
  info: "bg-info-soft text-info",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
  comment: "bg-comment text-comment-text",
};

export function Badge({
  tone = "neutral",
  icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={classes("inline-flex h-5 max-w-full items-center gap-1 rounded-4 px-1.5 text-12", tones[tone])}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

const dots: Record<Tone, string> = {
  neutral: "border-border-field",
  accent: "border-accent",
  info: "border-info",
  success: "border-success bg-success",
  warning: "border-warning",
  danger: "border-danger",
  comment: "border-comment-text",
};

/** A ring whose filling says how far along something is (0 empty ring, 1 full disc). Decoration beside a word. */
export function StatusDot({ tone, filled = 0 }: { readonly tone: Tone; readonly filled?: 0 | 0.5 | 1 }) {
  return (
    <span
      aria-hidden
      className={classes("inline-block size-2.5 shrink-0 overflow-hidden rounded-full border-[1.5px]", dots[tone])}
    >
      {filled === 0.5 ? (
        <span className={classes("block h-full w-1/2 border-r-[5px]", dots[tone], "bg-transparent")} />
      ) : null}
      {filled === 1 ? <span className={classes("block size-full border-[5px]", dots[tone])} /> : null}
    </span>
  );
}
