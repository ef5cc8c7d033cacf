/** A list of acts behind a button. */
import { Menu as Base } from "@base-ui/react/menu";
import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactElement, ReactNode, Ref } from "react";
import { classes } from "~/lib/classes";
import { Kbd } from "./kbd.tsx";

export function Menu(props: {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly triggerRef?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
}) {
  return (
    <Base.Root>
      <Base.Trigger ref={props.triggerRef ?? null} render={props.trigger} />
      <Base.Portal>
        <Base.Positioner align={props.align ?? "end"} sideOffset={4} collisionPadding={8} className="z-40">
          <Base.Popup className="floats max-h-[var(--available-height)] min-w-48 max-w-80 overflow-y-auto p-1 outline-none">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const item =
  "flex min-h-8 pointer-coarse:min-h-11 select-none items-center gap-2 rounded-4 px-2 py-1 outline-none data-disabled:opacity-50";

export function MenuItem(props: {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Why it is disabled. */
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <Base.Item
      disabled={props.disabled ?? false}
      {...(props.title ? { title: props.title } : {})}
      {...(props.shortcut ? { "aria-keyshortcuts": props.shortcut } : {})}
      onClick={props.onSelect}
      className={classes(
        item,
        props.danger ? "text-danger data-highlighted:bg-danger-soft" : "data-highlighted:bg-hover",
      )}
    >
      {props.icon ? <span className={classes("shrink-0", !props.danger && "text-quiet")}>{props.icon}</span> : null}
      <span className="min-w-0 flex-1">
        {props.children}
        {props.title ? (
          // A finger can't rest on it to be told.
          <span aria-hidden className="hidden text-12 pointer-coarse:block">
            {props.title}
          </span>
        ) : null}
      </span>
      {props.shortcut ? (
        <span aria-hidden className="pointer-coarse:hidden">
          <Kbd keys={props.shortcut} />
        </span>
      ) : null}
    </Base.Item>
  );
}

export function MenuCheck(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
}) {
  return (
    <Base.CheckboxItem
      checked={props.checked}
      disabled={props.disabled ?? false}
      onCheckedChange={props.onChange}
      closeOnClick={false}
      className={classes(item, "data-highlighted:bg-hover")}
    >
      <span
        aria-hidden
        className={classes(
          "flex size-4 items-center justify-center rounded-4 border text-11",
          props.checked ? "border-accent bg-accent text-on-accent" : "border-border-field",
        )}
      >
        {props.checked ? "✓" : ""}
      </span>
      <span className="min-w-0 flex-1 truncate">{props.children}</span>
    </Base.CheckboxItem>
  );
}

/** Acts behind an act: opened by pointing at it, or with the right arrow. */
export function MenuSub(props: { readonly label: string; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={classes(item, "data-highlighted:bg-hover data-popup-open:bg-hover")}>
        {props.icon ? <span className="shrink-0 text-quiet">{props.icon}</span> : null}
        <span className="min-w-0 flex-1">{props.label}</span>
        <ChevronRight size={14} aria-hidden className="shrink-0 text-quiet" />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} collisionPadding={8} className="z-40">
          <Base.Popup className="floats max-h-[var(--available-height)] min-w-48 max-w-80 overflow-y-auto p-1 outline-none">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-border" />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className="px-2 pt-2 pb-1 text-12 text-quiet">{children}</div>;
}
