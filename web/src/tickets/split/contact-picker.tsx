/** A contact that is known, searched by typing. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { contactSearchQuery } from "~/crm/queries";
import { Picker } from "~/ui/picker";

export type ChosenContact = { readonly id: number; readonly name: string } | null;

export function ContactPicker({
  value,
  onChange,
  ...field
}: {
  readonly value: ChosenContact;
  readonly onChange: (contact: ChosenContact) => void;
  readonly id?: string;
}) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const { data = [] } = useQuery({ ...contactSearchQuery(typed.trim()), enabled: typed.trim().length > 1 });
  const found = data.map((contact) => ({
    value: String(contact.id),
    label: contact.name || (contact.email ?? ""),
    ...(contact.email ? { hint: contact.email } : {}),
  }));
  const options =
    value && !found.some((one) => one.value === String(value.id))
      ? [{ value: String(value.id), label: value.name }, ...found]
      : found;
  return (
    <Picker
      {...field}
      value={value ? String(value.id) : null}
      options={options}
      placeholder={t`No contact`}
      searchLabel={t`Find a contact`}
      nothingFound={typed.trim().length > 1 ? t`No contact was found` : t`Type a name or an address`}
      onSearch={setTyped}
      onChange={(id) => {
        const contact = options.find((one) => one.value === id);
        if (contact) onChange({ id: Number(contact.value), name: contact.label });
      }}
    />
  );
}
