/** A box to tick, and a switch for what holds at once. */
import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";

export type CheckboxProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  /** Keeps the label for screen readers only, as in a grid's first column. */
  readonly labelHidden?: boolean;
};

export function Checkbox({
  checked,
  onChange,
  label,
  hint,
  mixed = false,
  disabled = false,
  labelHidden = false,
}: CheckboxProps) {
  return (
    <label className="flex items-start gap-2">
      <BaseCheckbox.Root
        checked={checked}
        indeterminate={mixed}
        disabled={disabled}
        onCheckedChange={onChange}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-4 border border-border-field bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent"
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          {mixed ? <Minus size={12} /> : <Check size={12} strokeWidth={3} />}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className={labelHidden ? "sr-only" : "min-w-0"}>
        {label}
        {hint ? <span className="block text-12 text-quiet">{hint}</span> : null}
      </span>
    </label>
  );
}

/** The same box for hundreds of rows, each of which hears its own clicks and keys. */
export function RowCheckbox({ checked, label }: { readonly checked: boolean; readonly label: string }) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={checked}
      aria-label={label}
      tabIndex={-1}
      className={classes(
        "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-4 border text-on-accent",
        checked ? "border-accent bg-accent" : "border-border-field bg-surface",
      )}
    >
      {checked ? <Check size={12} strokeWidth={3} aria-hidden /> : null}
    </button>
  );
}

export type SwitchProps = Omit<CheckboxProps, "mixed" | "labelHidden">;

export function Switch({ checked, onChange, label, hint, disabled = false }: SwitchProps) {
  return (
    <label className="flex items-start justify-between gap-4">
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-12 text-quiet">{hint}</span> : null}
      </span>
      <BaseSwitch.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="relative mt-0.5 h-4.5 w-8 shrink-0 rounded-full bg-border-field transition-colors data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="absolute top-0.5 left-0.5 size-3.5 rounded-full bg-surface transition-transform data-checked:translate-x-3.5" />
      </BaseSwitch.Root>
    </label>
  );
}
