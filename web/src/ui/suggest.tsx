/** A text field that suggests while one types; what is only typed counts too. For one value of a list, see picker.tsx. */
import { Autocomplete } from "@base-ui/react/autocomplete";
import { useLingui } from "@lingui/react/macro";
import { type FocusEventHandler, useState } from "react";
import { inputClasses } from "./field.tsx";
import { type Option, optionClasses } from "./select.tsx";

export type SuggestProps<Suggestion extends Option<string>> = {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  /** In the order in which they stand, filtered by whoever knows them. */
  readonly options: readonly Suggestion[];
  readonly onChoose: (chosen: Suggestion) => void;
  readonly placeholder?: string;
  readonly inputMode?: "email" | "text";
  readonly onBlur?: FocusEventHandler<HTMLInputElement>;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
};

export function Suggest<Suggestion extends Option<string>>({
  value,
  onChange,
  options,
  onChoose,
  onBlur,
  ...input
}: SuggestProps<Suggestion>) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen && options.length > 0;
  return (
    // In line: a list in a portal would hide the rest of the form from screen readers as long as it suggests something.
    <Autocomplete.Root
      inline
      mode="none"
      autoHighlight="always"
      items={isShown ? options : []}
      open={isShown}
      onOpenChange={setOpen}
      value={value}
      onValueChange={(typed, { reason }) => {
        if (reason !== "input-change") return;
        setOpen(true);
        onChange(typed);
      }}
    >
      <div className="relative">
        <Autocomplete.Input
          {...input}
          dir="auto"
          spellCheck={false}
          autoComplete="off"
          aria-expanded={isShown}
          className={`${inputClasses} text-ellipsis`}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || !isShown) return;
            event.preventDefault();
            event.stopPropagation(); // one step back: the list goes, what the field stands in stays
            setOpen(false);
          }}
          onBlur={(event) => {
            setOpen(false);
            onBlur?.(event);
          }}
        />
        <Autocomplete.List
          hidden={!isShown}
          aria-label={t`Suggestions`}
          className="floats absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto overscroll-contain p-1"
        >
          {(option: Suggestion) => (
            <Autocomplete.Item
              key={option.value}
              value={option}
              onClick={() => {
                setOpen(false);
                onChoose(option);
              }}
              className={optionClasses}
            >
              {option.mark}
              <span className="min-w-0 flex-1">
                <span dir="auto" className="block truncate">
                  {option.label}
                </span>
                {option.hint ? <span className="block truncate text-12 text-quiet">{option.hint}</span> : null}
              </span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}
