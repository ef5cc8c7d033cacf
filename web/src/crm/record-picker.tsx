/** One contact or company, searched by typing. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Picker, type PickerProps } from "~/ui/picker";
import { recordQuery, recordSearchQuery } from "./record-queries.ts";

type Rest = Pick<
  PickerProps<string>,
  "id" | "label" | "look" | "className" | "disabled" | "aria-describedby" | "aria-invalid"
>;

export function RecordPicker({
  object,
  value,
  onChange,
  ...rest
}: Rest & {
  readonly object: "contacts" | "companies";
  readonly value: number | null;
  readonly onChange: (id: number | null) => void;
}) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const { data: found = [] } = useQuery(recordSearchQuery(object, useDeferredValue(typed.trim())));
  const { data: chosen } = useQuery({ ...recordQuery(object, value ?? 0), enabled: value !== null });
  const options = found.map((one) => ({
    value: String(one.id),
    label: one.name,
    ...(one.email || one.domain ? { hint: one.email ?? one.domain ?? "" } : {}),
  }));
  const isListed = value === null || options.some((option) => option.value === String(value));
  return (
    <Picker
      {...rest}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      options={
        isListed ? options : [{ value: String(value), label: String(chosen?.["name"] ?? `#${value}`) }, ...options]
      }
      onSearch={setTyped}
      placeholder={object === "contacts" ? t`No contact` : t`No company`}
      clearLabel={object === "contacts" ? t`No contact` : t`No company`}
      searchLabel={object === "contacts" ? t`Find a contact` : t`Find a company`}
      nothingFound={
        object === "contacts" ? t`No contact has this name or address` : t`No company has this name or domain`
      }
    />
  );
}
