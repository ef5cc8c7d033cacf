/** One value of a long list: opens on click or key, is searched by typing, and closes on choosing. */
import { Combobox } from "@base-ui/react/combobox";
import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import { type ReactNode, type Ref, useMemo } from "react";
import { classes } from "~/lib/classes";
import { type Option, fieldTrigger, inlineTrigger, optionClasses } from "./select.tsx";

export type PickerProps<Value extends string> = {
  /** The accessible name of the field; leave out when a Field around it gives one. */
  readonly label?: string;
  readonly id?: string;
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  readonly options: readonly Option<Value>[];
  readonly placeholder: string;
  readonly searchLabel: string;
  readonly nothingFound: ReactNode;
  /** When given, an entry with this label sets the value to null. */
  readonly clearLabel?: string;
  readonly look?: "field" | "inline";
  readonly disabled?: boolean;
  readonly className?: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly triggerRef?: Ref<HTMLButtonElement>;
  /** When the list comes from a server: hears what is typed, and filters nothing by itself. */
  readonly onSearch?: (typed: string) => void;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
};

const nobody = "\0none";

export function Picker<Value extends string>(props: PickerProps<Value>) {
  const { options, clearLabel, value, look = "field" } = props;
  const items = useMemo(
    () => (clearLabel ? [{ value: nobody, label: clearLabel }, ...options] : [...options]) as Option<string>[],
    [options, clearLabel],
  );
  const chosen = items.find((item) => item.value === (value ?? (clearLabel ? nobody : null))) ?? null;
  return (
    <Combobox.Root
      items={items}
      value={chosen}
      onValueChange={(next) => next && props.onChange(next.value === nobody ? null : (next.value as Value))}
      isItemEqualToValue={(one, other) => one.value === other.value}
      itemToStringLabel={(item) => item.label}
      autoHighlight
      disabled={props.disabled ?? false}
      {...(props.open === undefined ? {} : { open: props.open })}
      {...(props.onOpenChange ? { onOpenChange: props.onOpenChange } : {})}
      {...(props.onSearch ? { filter: null, onInputValueChange: props.onSearch } : {})}
    >
      <Combobox.Trigger
        ref={props.triggerRef}
        id={props.id}
        aria-label={props.label}
        aria-describedby={props["aria-describedby"]}
        aria-invalid={props["aria-invalid"]}
        className={classes(look === "field" ? fieldTrigger : inlineTrigger, props.className)}
      >
        {chosen?.mark}
        <span className={classes("min-w-0 flex-1 truncate", value === null && "text-quiet")}>
          {chosen?.label ?? props.placeholder}
        </span>
        <ChevronDown size={14} className="shrink-0 text-quiet" aria-hidden />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-40">
          <Combobox.Popup
            aria-label={props.searchLabel}
            className="floats w-[max(var(--anchor-width),15rem)] max-w-[var(--available-width)] overflow-hidden outline-none"
          >
            <Combobox.Input
              placeholder={props.searchLabel}
              aria-label={props.searchLabel}
              className="h-9 pointer-coarse:h-11 w-full border-b border-border bg-transparent px-3 outline-none"
            />
            <Combobox.Empty className="px-3 py-3 text-quiet empty:hidden">{props.nothingFound}</Combobox.Empty>
            <Combobox.List className="max-h-[min(18rem,calc(var(--available-height)-3rem))] overflow-y-auto overscroll-contain p-1 data-empty:p-0">
              {(item: Option<string>) => (
                <Combobox.Item key={item.value} value={item} className={optionClasses}>
                  {item.mark}
                  <span className={classes("min-w-0 flex-1 truncate", item.value === nobody && "text-quiet")}>
                    {item.label}
                  </span>
                  {item.hint ? <span className="max-w-40 truncate text-12 text-quiet">{item.hint}</span> : null}
                  <Combobox.ItemIndicator className="shrink-0 text-accent">
                    <Check size={14} aria-hidden />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
