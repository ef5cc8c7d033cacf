/** Several values of a list: ticked in a popover, and kept when it closes. */
import { useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState } from "react";
import { classes } from "~/lib/classes";
import { Checkbox } from "~/ui/checkbox";
import { Popover } from "~/ui/popover";
import { fieldTrigger, inlineTrigger } from "~/ui/select";
import type { FieldOption } from "./field.ts";

export function ChoicesPicker(props: {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly FieldOption[];
  readonly onChange: (value: readonly string[] | null) => void;
  /** What stands there when nothing is chosen. */
  readonly emptyLabel?: string;
  readonly look?: "field" | "inline";
  readonly className?: string;
  readonly id?: string;
  readonly "aria-describedby"?: string;
}) {
  const { t, i18n } = useLingui();
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const value = ticked ?? props.value;
  const shown = props.options.filter((option) => value.includes(String(option.value)));
  const choices = props.options.filter((option) => !option.hidden || value.includes(String(option.value)));
  const words =
    shown.length > 0
      ? new Intl.ListFormat(i18n.locale, { type: "unit", style: "short" }).format(shown.map((option) => option.label))
      : (props.emptyLabel ?? t`Add`);
  function toggle(option: string, isTicked: boolean) {
    const next = choices
      .map((one) => String(one.value))
      .filter((one) => (one === option ? isTicked : value.includes(one)));
    setTicked(next);
  }
  function close() {
    setTicked(null);
    if (ticked && ticked.join(";") !== props.value.join(";")) props.onChange(ticked.length > 0 ? ticked : null);
  }
  return (
    <Popover
      label={props.label}
      open={ticked !== null}
      onOpenChange={(isOpen) => (isOpen ? setTicked(props.value) : close())}
      className="min-w-52 max-w-80"
      trigger={
        <button
          type="button"
          id={props.id}
          aria-label={props.id ? undefined : t`${props.label}: ${words}`}
          aria-describedby={props["aria-describedby"]}
          className={classes(
            props.look === "inline"
              ? classes(inlineTrigger, "h-auto min-h-7")
              : classes(fieldTrigger, "h-auto min-h-8 py-1"),
            props.className,
          )}
        >
          <span className={classes("min-w-0 flex-1 break-words", shown.length === 0 && "text-quiet")}>{words}</span>
          <ChevronDown size={14} className="shrink-0 text-quiet" aria-hidden />
        </button>
      }
    >
      <ul className="flex flex-col gap-2" aria-label={props.label}>
        {choices.map((option) => (
          <li key={option.value}>
            <Checkbox
              label={option.label}
              checked={value.includes(String(option.value))}
              onChange={(isTicked) => toggle(String(option.value), isTicked)}
            />
          </li>
        ))}
      </ul>
    </Popover>
  );
}
