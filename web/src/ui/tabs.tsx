/** Panels that take turns in one place. */
import { Tabs as Base } from "@base-ui/react/tabs";
import { type ReactNode, useEffect, useRef } from "react";
import { classes } from "~/lib/classes";

export type Tab<Value extends string> = { readonly value: Value; readonly label: ReactNode; readonly icon?: ReactNode };

export function Tabs<Value extends string>(props: {
  readonly label: string;
  readonly tabs: readonly Tab<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
  readonly className?: string;
  /** Drawn at the end of the row of tabs. */
  readonly aside?: ReactNode;
}) {
  // Where there is no room for all, the one that is open is in sight.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[data-active]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [props.value]);
  return (
    <Base.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value as Value)}
      className={classes("flex min-h-0 flex-col", props.className)}
    >
      <div className="flex items-center gap-2 border-b border-border">
        <Base.List
          ref={list}
          aria-label={props.label}
          className="relative -mb-px flex min-w-0 flex-1 gap-1 overflow-x-auto overflow-y-hidden pb-px [scrollbar-width:none]"
        >
          {props.tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="focus-inset flex h-9 shrink-0 select-none items-center gap-1.5 rounded-6 px-2.5 text-quiet hover:text-text data-active:font-strong data-active:text-text"
            >
              {tab.icon}
              {tab.label}
            </Base.Tab>
          ))}
          <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-[var(--active-tab-width)] translate-x-[var(--active-tab-left)] bg-accent transition-[translate,width] duration-100" />
        </Base.List>
        {props.aside}
      </div>
      {props.children}
    </Base.Root>
  );
}

export function TabPanel(props: {
  readonly value: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly keepMounted?: boolean;
}) {
  return (
    <Base.Panel
      value={props.value}
      keepMounted={props.keepMounted ?? false}
      className={classes("min-h-0 outline-none", props.className)}
    >
      {props.children}
    </Base.Panel>
  );
}
