/** A contact by name or address, suggested while one types; an address that is not known yet becomes a new contact. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import UserPlus from "lucide-react/icons/user-plus";
import { useDeferredValue, useState } from "react";
import type { Contact } from "~/api/shapes";
import { contactSearchQuery } from "~/crm/queries";
import type { Need } from "~/crm/required-fields";
import { Avatar } from "~/ui/avatar";
import { Field } from "~/ui/field";
import type { Option } from "~/ui/select";
import { Suggest } from "~/ui/suggest";
import { type TypedContact, addressOf, isUnclear, personIn, writtenOut } from "./typed-contact.ts";

type Suggestion = Option<string> & { readonly contact: Contact | null };

export type ContactFieldProps = Need & {
  readonly value: TypedContact;
  readonly onChange: (value: TypedContact) => void;
};

export function ContactField({ value, onChange, optional = "", error }: ContactFieldProps) {
  const { t } = useLingui();
  const [isLeft, setLeft] = useState(false);
  const person = value.chosen ? null : personIn(value.text);
  const searched = useDeferredValue(person?.address ?? value.text.trim());
  const { data = [], isPlaceholderData } = useQuery({
    ...contactSearchQuery(searched),
    enabled: !value.chosen && searched.length > 1,
  });
  const known = data.find((contact) => person && contact.email?.toLowerCase() === person.address.toLowerCase());
  const isNew = person !== null && !known && !isPlaceholderData && searched === person.address;
  const found = value.chosen || searched.length < 2 ? [] : data;
  const options: Suggestion[] = [
    ...found.map((contact) => ({
      value: String(contact.id),
      label: contact.name || (contact.email ?? ""),
      ...(contact.email && contact.email !== contact.name ? { hint: contact.email } : {}),
      mark: <Avatar name={contact.name} tintFrom={contact.email ?? contact.name} size={20} />,
      contact,
    })),
    ...(isNew
      ? [
          {
            value: "new",
            label: t`Create contact ${person.name || person.address}`,
            ...(person.name ? { hint: person.address } : {}),
            mark: <UserPlus size={16} className="mx-0.5 shrink-0 text-accent" aria-hidden />,
            contact: null,
          },
        ]
      : []),
  ];
  const hint = isNew
    ? t`Not known yet: a new contact is made.`
    : value.chosen && addressOf(value) === null
      ? t`Has no e-mail address: no message can go along.`
      : null;
  return (
    <Field
      label={t`Contact`}
      optional={optional}
      {...(isLeft && isUnclear(value)
        ? { error: t`Choose a contact, or write a whole e-mail address.` }
        : error
          ? { error }
          : hint
            ? { hint }
            : {})}
    >
      <Suggest
        inputMode="email"
        value={value.text}
        onChange={(text) => {
          setLeft(false);
          onChange({ text, chosen: null });
        }}
        options={options}
        onChoose={({ contact }) => {
          if (contact) onChange({ text: writtenOut(contact), chosen: contact });
        }}
        onBlur={() => setLeft(true)}
        placeholder={t`Name or e-mail address of the customer`}
      />
    </Field>
  );
}
