/** Several of a list of any length: found by typing, ticked where they stand. */
import { useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState } from "react";
import { classes } from "~/lib/classes";
import { Checkbox } from "~/ui/checkbox";
import { Input } from "~/ui/field";
import { Popover } from "~/ui/popover";
import { type Option, fieldTrigger } from "~/ui/select";

/** Above this many they are found by typing. */
const shortList = 8;

export type ManyPickerProps = {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: readonly Option<string>[];
  readonly onChange: (value: readonly string[]) => void;
  readonly placeholder?: string;
  readonly isInvalid?: boolean;
};

export function ManyPicker({ label, value, options, onChange, placeholder, isInvalid = false }: ManyPickerProps) {
  const { t, i18n } = useLingui();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLocaleLowerCase(i18n.locale);
  const found = options.filter((option) => option.label.toLocaleLowerCase(i18n.locale).includes(wanted));
  const chosen = value.map((one) => options.find((option) => option.value === one)?.label ?? one);
  const words = new Intl.ListFormat(i18n.locale, { type: "unit", style: "short" }).format(chosen);
  const shown = words || (placeholder ?? t`Choose`);
  return (
    <Popover
      label={label}
      onOpenChange={() => setTyped("")}
      className="w-72 p-2!"
      trigger={
        <button
          type="button"
          aria-label={t`${label}: ${shown}`}
          className={classes(fieldTrigger, isInvalid && "border-danger")}
          title={words || undefined}
        >
          <span className={classes("min-w-0 flex-1 truncate", chosen.length === 0 && "text-quiet")}>{shown}</span>
          <ChevronDown size={14} className="shrink-0 text-quiet" aria-hidden />
        </button>
      }
    >
      {options.length > shortList ? (
        <Input
          type="search"
          aria-label={t`Find a value`}
          placeholder={t`Find a value`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="mb-2"
        />
      ) : null}
      <ul aria-label={label} className="flex max-h-64 flex-col gap-0.5 overflow-y-auto">
        {found.map((option) => (
          <li key={option.value} className="rounded-6 px-1.5 py-1 hover:bg-hover">
            <Checkbox
              label={option.label}
              {...(option.hint ? { hint: option.hint } : {})}
              checked={value.includes(option.value)}
              onChange={(isTicked) =>
                onChange(isTicked ? [...value, option.value] : value.filter((one) => one !== option.value))
              }
            />
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="px-1.5 py-1 text-quiet">{t`Nothing has this name`}</p> : null}
    </Popover>
  );
}
