/** A row of controls that one moves through with the arrow keys and passes with one Tab. */
import { Toolbar as Base } from "@base-ui/react/toolbar";
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";
import { Tooltip } from "./tooltip.tsx";

export function Toolbar({
  label,
  children,
  className,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <Base.Root aria-label={label} className={classes("flex items-center gap-0.5", className)}>
      {children}
    </Base.Root>
  );
}

export function ToolbarButton(props: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
  readonly pressed?: boolean;
  readonly shortcut?: string;
  readonly disabled?: boolean;
}) {
  return (
    <Tooltip text={props.label} shortcut={props.shortcut}>
      <Base.Button
        aria-label={props.label}
        aria-pressed={props.pressed}
        disabled={props.disabled ?? false}
        onMouseDown={(event) => event.preventDefault() /* the text keeps its selection */}
        onClick={props.onPress}
        className="inline-flex size-7 items-center justify-center rounded-6 text-quiet hover:bg-hover hover:text-text aria-pressed:bg-accent-soft aria-pressed:text-accent data-disabled:opacity-50"
      >
        {props.icon}
      </Base.Button>
    </Tooltip>
  );
}

export function ToolbarSeparator() {
  return <Base.Separator orientation="vertical" className="mx-1 h-4 w-px bg-border" />;
}
