/** The control for a value that is chosen rather than typed: in a form, or in place. */
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { Avatar } from "~/ui/avatar";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { useDirectory, useMe } from "~/users/session";
import { ChoicesPicker } from "./choices-picker.tsx";
import { type Field, isBlank } from "./field.ts";
import { RecordPicker } from "./record-picker.tsx";

export type ValuePickerProps = {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly look?: "field" | "inline";
  readonly className?: string;
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
};

const none = "\0none";
/** Above this many a list is searched by typing. */
const shortList = 8;

export function ValuePicker({ field, value, onChange, ...rest }: ValuePickerProps) {
  const { t } = useLingui();
  const named = { ...rest, ...(rest.id ? {} : { label: field.label }) };
  switch (field.kind) {
    case "user":
      return <UserPicker {...named} value={isBlank(value) ? null : Number(value)} onChange={onChange} />;
    case "contact":
      return (
        <RecordPicker {...named} object="contacts" value={isBlank(value) ? null : Number(value)} onChange={onChange} />
      );
    case "company":
      return (
        <RecordPicker {...named} object="companies" value={isBlank(value) ? null : Number(value)} onChange={onChange} />
      );
    case "multi_select":
      return (
        <ChoicesPicker
          {...withoutInvalid(rest)}
          label={field.label}
          value={Array.isArray(value) ? value.map(String) : []}
          options={field.options}
          onChange={onChange}
        />
      );
    case "checkbox":
      return (
        <Select
          {...named}
          value={isBlank(value) ? none : String(value)}
          onChange={(next) => onChange(next === none ? null : next === "true")}
          placeholder={t`Choose`}
          options={[
            { value: none, label: t`None` },
            { value: "true", label: t`Yes` },
            { value: "false", label: t`No` },
          ]}
        />
      );
    default:
      return <OptionPicker {...named} field={field} value={value} onChange={onChange} />;
  }
}

/** A button can't be invalid to a screen reader; the sentence that describes it says so. */
function withoutInvalid<Rest extends { readonly "aria-invalid"?: boolean }>({
  "aria-invalid": _invalid,
  ...rest
}: Rest) {
  return rest;
}

/** A status and a stage always have a value; all else can be emptied. */
const neverEmpty = new Set(["status_id", "stage"]);

function OptionPicker({
  field,
  value,
  onChange,
  ...rest
}: Omit<ValuePickerProps, "look"> & { readonly label?: string; readonly look?: "field" | "inline" }) {
  const { t } = useLingui();
  const chosen = isBlank(value) ? null : String(value);
  const offered = field.options
    .filter((option) => !option.hidden || String(option.value) === chosen)
    .map((option) => ({ value: String(option.value), label: option.label }));
  // What came from elsewhere and is none of the choices is not hidden.
  const options =
    chosen === null || offered.some((option) => option.value === chosen)
      ? offered
      : [{ value: chosen, label: chosen }, ...offered];
  const choose = (next: string | null) =>
    onChange(
      next === null || next === none
        ? null
        : (field.options.find((option) => String(option.value) === next)?.value ?? next),
    );
  const canBeEmpty = field.isOwn || !neverEmpty.has(field.name);
  const emptied = t`None`;
  if (options.length > shortList)
    return (
      <Picker
        {...rest}
        value={chosen}
        options={options}
        onChange={choose}
        placeholder={t`Choose`}
        searchLabel={t`Find a value`}
        nothingFound={t`Nothing has this name`}
        {...(canBeEmpty ? { clearLabel: emptied } : {})}
      />
    );
  return (
    <Select
      {...rest}
      value={chosen ?? (canBeEmpty ? none : null)}
      options={canBeEmpty ? [{ value: none, label: emptied }, ...options] : options}
      onChange={choose}
      placeholder={t`Choose`}
    />
  );
}

function UserPicker({
  value,
  onChange,
  ...rest
}: Omit<ValuePickerProps, "field" | "value"> & { readonly label?: string; readonly value: number | null }) {
  const { t } = useLingui();
  const me = useMe();
  const { users } = useDirectory();
  const options = useMemo(
    () =>
      users
        .filter((user) => user.is_active || user.id === value)
        .toSorted(
          (one, other) => Number(other.id === me.id) - Number(one.id === me.id) || one.name.localeCompare(other.name),
        )
        .map((user) => ({
          value: String(user.id),
          label: user.name,
          mark: <Avatar name={user.name} tintFrom={user.email} size={16} shape="square" />,
        })),
    [users, value, me.id],
  );
  return (
    <Picker
      {...rest}
      value={value === null ? null : String(value)}
      options={options}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      placeholder={t`Nobody`}
      clearLabel={t`Nobody`}
      searchLabel={t`Find a colleague`}
      nothingFound={t`No colleague has this name`}
    />
  );
}
