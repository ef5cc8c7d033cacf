/** How values and faults of fields are said. */
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import { calendarDay, dateAndTime } from "~/lib/time";
import { findUser, useDirectory } from "~/users/session";
import { type Fault, type Field, type FieldKind, type ObjectType, type PropertyKind, isBlank } from "./field.ts";

/** A value in words, for lists, toasts and the timeline. */
export function useValueWords(): (field: Pick<Field, "kind" | "options">, value: unknown) => string {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  return useCallback(
    (field, value) => {
      const option = (one: unknown) =>
        field.options.find((other) => String(other.value) === String(one))?.label ?? String(one);
      if (isBlank(value)) return t`none`;
      switch (field.kind) {
        case "number":
          return typeof value === "number"
            ? new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 10 }).format(value)
            : String(value);
        case "date":
          return calendarDay(String(value), i18n.locale);
        case "datetime":
          return dateAndTime(new Date(String(value)), i18n.locale);
        case "checkbox":
          return value === true ? t`Yes` : t`No`;
        case "user":
          return findUser(directory, Number(value))?.name ?? `#${String(value)}`;
        case "select":
          return option(value);
        case "multi_select":
        case "tags":
          return Array.isArray(value)
            ? new Intl.ListFormat(i18n.locale, { type: "unit", style: "short" }).format(value.map(option))
            : String(value);
        case "contact":
        case "company":
          return `#${String(value)}`;
        default:
          return String(value);
      }
    },
    [t, i18n, directory],
  );
}

/** What a toast says once a field is changed. */
export function useSavedWords(): (field: Field, value: unknown) => string {
  const { t } = useLingui();
  const words = useValueWords();
  return useCallback(
    (field, value) => {
      const { label } = field;
      if (isBlank(value)) return t`${label} is empty now`;
      if (field.kind === "multiline" || field.kind === "contact" || field.kind === "company")
        return t`${label} is changed`;
      const shown = words(field, value);
      return t`${label} is now ${shown}`;
    },
    [t, words],
  );
}

export function useFaultWord(): (fault: Fault) => string {
  const { t } = useLingui();
  return (fault) =>
    ({
      number: t`Give a number of at most 15 digits.`,
      phone: t`This is not a phone number.`,
      url: t`Give an address that begins with https:// or http://.`,
      email: t`This is not an e-mail address.`,
      long: t`This is too long.`,
    })[fault];
}

export function useKindNames(): Record<PropertyKind, string> {
  const { t } = useLingui();
  return {
    text: t`One line of text`,
    multiline: t`Several lines of text`,
    number: t`Number`,
    date: t`Date`,
    datetime: t`Date and time`,
    select: t`One of a list`,
    multi_select: t`Several of a list`,
    checkbox: t`Yes or no`,
    phone: t`Phone number`,
    url: t`Web address`,
    user: t`User`,
  };
}

export function useObjectNames(): Record<ObjectType, string> {
  const { t } = useLingui();
  return { tickets: t`Tickets`, contacts: t`Contacts`, companies: t`Companies`, deals: t`Deals` };
}

/** Kinds whose value is typed, in a box. */
export function isTyped(kind: FieldKind): boolean {
  return ["text", "multiline", "number", "date", "datetime", "phone", "url", "email"].includes(kind);
}
