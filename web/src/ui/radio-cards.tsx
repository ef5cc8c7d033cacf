/** One choice among a few, each with a line that says what it means. */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";

export type RadioCard<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
};

export function RadioCards<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly RadioCard<Value>[];
  /** Side by side where there is room. */
  readonly isRow?: boolean;
}) {
  return (
    <RadioGroup
      aria-label={props.label}
      value={props.value}
      onValueChange={(value) => props.onChange(value as Value)}
      className={props.isRow ? "grid auto-cols-fr gap-2 sm:grid-flow-col" : "flex flex-col gap-2"}
    >
      {props.options.map((option) => (
        <Card key={option.value} option={option} onChoose={() => props.onChange(option.value)} />
      ))}
    </RadioGroup>
  );
}

/** The whole card answers a click; the radio in it is what keys and screen readers meet, named by the label and described by the hint. */
function Card<Value extends string>({
  option,
  onChoose,
}: {
  readonly option: RadioCard<Value>;
  readonly onChoose: () => void;
}) {
  const id = useId();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the radio inside hears the keys
    <div
      onClick={(event) => {
        if (!(event.target instanceof Element && event.target.closest("[role=radio]"))) onChoose();
      }}
      className="flex items-start gap-2.5 rounded-8 border border-border-strong bg-surface px-3 py-2.5 hover:bg-hover has-data-checked:border-accent has-data-checked:bg-accent-soft"
    >
      <Radio.Root
        value={option.value}
        aria-labelledby={`${id}-label`}
        aria-describedby={option.hint ? `${id}-hint` : undefined}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-border-field bg-surface data-checked:border-accent data-checked:bg-accent"
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
      </Radio.Root>
      <span className="min-w-0">
        <span id={`${id}-label`} className="font-strong">
          {option.label}
        </span>
        {option.hint ? (
          <span id={`${id}-hint`} className="block text-quiet">
            {option.hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}
