/** A small surface beside a control, for what is too much for a menu and too little for a panel. */
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { classes } from "~/lib/classes";

export function Popover(props: {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly className?: string;
}) {
  return (
    <Base.Root
      {...(props.open === undefined ? {} : { open: props.open })}
      onOpenChange={(open, details) => {
        if (!open && madeWay(details.event)) details.cancel();
        else props.onOpenChange?.(open);
      }}
    >
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          {...(props.side ? { side: props.side } : {})}
          align={props.align ?? "start"}
          sideOffset={6}
          collisionPadding={8}
          className="z-40"
        >
          <Base.Popup
            aria-label={props.label}
            className={classes(
              "floats max-h-[var(--available-height)] max-w-[var(--available-width)] overflow-y-auto p-3 outline-none",
              props.className,
            )}
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What was pressed or had the focus made way for what it opened inside: that was no step out of the popover. */
function madeWay({ target }: Event): boolean {
  return target instanceof Node && !target.isConnected;
}
