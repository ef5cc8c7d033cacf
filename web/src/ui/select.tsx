/** One value of a short list. For a long list that is searched, see picker.tsx. */
import { Select as Base } from "@base-ui/react/select";
import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";

export type Option<Value> = {
  readonly value: Value;
  readonly label: string;
  /** Drawn before the label: an avatar, a dot, an icon. */
  readonly mark?: ReactNode;
  readonly hint?: string;
};

export const optionClasses =
  "flex min-h-8 pointer-coarse:min-h-11 select-none items-center gap-2 rounded-4 px-2 py-1 outline-none data-disabled:opacity-50 data-highlighted:bg-hover";

export const fieldTrigger =
  "flex h-8 pointer-coarse:h-11 w-full min-w-0 items-center gap-2 rounded-6 border border-border-field bg-surface px-2.5 text-left hover:border-quiet data-popup-open:border-focus disabled:bg-sunken disabled:text-quiet aria-invalid:border-danger";
/** In place: looks like text until one points at it. */
export const inlineTrigger =
  "flex h-7 min-w-0 max-w-full items-center gap-1.5 rounded-6 px-1.5 text-left hover:bg-hover data-popup-open:bg-hover disabled:hover:bg-transparent disabled:[&>svg:last-child]:hidden";

export type SelectProps<Value extends string> = {
  readonly label?: string;
  readonly id?: string;
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly options: readonly Option<Value>[];
  readonly placeholder?: string;
  readonly look?: "field" | "inline";
  readonly disabled?: boolean;
  readonly className?: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
};

export function Select<Value extends string>({
  label,
  value,
  onChange,
  options,
  placeholder,
  look = "field",
  className,
  ...rest
}: SelectProps<Value>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={rest.disabled ?? false}
      {...(rest.open === undefined ? {} : { open: rest.open })}
      {...(rest.onOpenChange ? { onOpenChange: rest.onOpenChange } : {})}
    >
      <Base.Trigger
        id={rest.id}
        aria-label={label}
        aria-describedby={rest["aria-describedby"]}
        aria-invalid={rest["aria-invalid"]}
        className={classes(look === "field" ? fieldTrigger : inlineTrigger, className)}
      >
        {chosen?.mark}
        <span className={classes("min-w-0 flex-1 truncate", !chosen && "text-quiet")}>
          {chosen?.label ?? placeholder}
        </span>
        <ChevronDown size={14} className="shrink-0 text-quiet" aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          align="start"
          sideOffset={4}
          alignItemWithTrigger={false}
          collisionPadding={8}
          className="z-40"
        >
          <Base.Popup className="floats max-h-[min(24rem,var(--available-height))] min-w-[max(var(--anchor-width),10rem)] max-w-80 overflow-y-auto p-1 outline-none">
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={optionClasses}>
                {option.mark}
                <Base.ItemText className="min-w-0 flex-1 truncate">{option.label}</Base.ItemText>
                {option.hint ? <span className="text-12 text-quiet">{option.hint}</span> : null}
                <Base.ItemIndicator className="shrink-0 text-accent">
                  <Check size={14} aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
