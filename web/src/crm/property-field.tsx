/** A field of a record in a form, with the editor of its kind: for what one fills in before anything is saved. */
import { type ReactNode, useState } from "react";
import { Field as Labelled, Input, TextArea } from "~/ui/field";
import { type Fault, type Field, type FieldKind, typedText, typedValue } from "./field.ts";
import { isTyped, useFaultWord } from "./field-words.ts";
import { TagsEditor } from "./tags-editor.tsx";
import { ValuePicker } from "./value-picker.tsx";

export type PropertyFieldProps = {
  readonly field: Field;
  readonly value: unknown;
  /** Hears `undefined` while what was typed can't be a value. */
  readonly onChange: (value: unknown) => void;
  readonly error?: ReactNode;
  /** Whether it may stay empty: beside the label. */
  readonly need?: ReactNode;
  readonly className?: string;
};

export function PropertyField({ field, value, onChange, error, need, className }: PropertyFieldProps) {
  const faultWord = useFaultWord();
  const [fault, setFault] = useState<Fault | null>(null);
  const shared = {
    label: field.label,
    ...(field.description ? { hint: field.description } : {}),
    ...(need ? { optional: need } : {}),
    ...(className ? { className } : {}),
    ...(fault || error ? { error: fault ? faultWord(fault) : error } : {}),
  };
  if (field.kind === "tags")
    return (
      <Labelled {...shared}>
        <TagsEditor
          look="field"
          label={field.label}
          tags={Array.isArray(value) ? value.map(String) : []}
          onChange={(tags) => onChange(tags)}
        />
      </Labelled>
    );
  if (!isTyped(field.kind))
    return (
      <Labelled {...shared}>
        <ValuePicker field={field} value={value} onChange={onChange} />
      </Labelled>
    );
  return (
    <Labelled {...shared}>
      <TypedInput
        kind={field.kind}
        value={value}
        onChange={(typed) => {
          setFault(typed.fault);
          onChange(typed.fault ? undefined : typed.value);
        }}
      />
    </Labelled>
  );
}

const inputTypes: Partial<Record<FieldKind, string>> = {
  date: "date",
  datetime: "datetime-local",
  phone: "tel",
  url: "url",
  email: "email",
};

type TypedInputProps = {
  readonly kind: FieldKind;
  readonly value: unknown;
  readonly onChange: (typed: ReturnType<typeof typedValue>) => void;
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
};

/** Holds the letters itself: what is half typed is no value yet. A value that comes from elsewhere takes their place. */
function TypedInput({ kind, value, onChange, ...rest }: TypedInputProps) {
  const [text, setText] = useState(() => typedText(kind, value));
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    const typed = typedValue(kind, text);
    if ((typed.fault ? null : typed.value) !== (value ?? null)) setText(typedText(kind, value));
  }
  const shared = {
    ...rest,
    value: text,
    dir: "auto" as const,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      setText(event.target.value);
      onChange(typedValue(kind, event.target.value));
    },
  };
  return kind === "multiline" ? (
    <TextArea {...shared} />
  ) : (
    <Input
      {...shared}
      type={inputTypes[kind] ?? "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      autoComplete="off"
    />
  );
}
