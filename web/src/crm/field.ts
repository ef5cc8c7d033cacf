/** What a field of a record is, what stands in it, and what may be typed there. Built-in fields and the desk's own are alike. */
import { fieldTime, fromField } from "~/lib/zone";

export type ObjectType = "tickets" | "contacts" | "companies" | "deals";

export const objectTypes: readonly ObjectType[] = ["tickets", "contacts", "companies", "deals"];

export type PropertyKind =
  | "text"
  | "multiline"
  | "number"
  | "date"
  | "datetime"
  | "select"
  | "multi_select"
  | "checkbox"
  | "phone"
  | "url"
  | "user";

export const propertyKinds: readonly PropertyKind[] = [
  "text",
  "multiline",
  "number",
  "date",
  "datetime",
  "select",
  "multi_select",
  "checkbox",
  "phone",
  "url",
  "user",
];

/** A hidden one stays readable where it was chosen, and can't be chosen any more. */
export type PropertyOption = { readonly value: string; readonly label: string; readonly hidden: boolean };

/** A property that the desk defined for itself. */
export type PropertyDefinition = {
  readonly object_type: ObjectType;
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: PropertyKind;
  readonly options: readonly PropertyOption[];
  readonly position: number;
  readonly is_archived: boolean;
};

/** Kinds that only built-in fields have stand after those of properties. */
export type FieldKind = PropertyKind | "email" | "tags" | "contact" | "company";

export type FieldOption = { readonly value: string | number; readonly label: string; readonly hidden?: boolean };

export type Field = {
  readonly object: ObjectType;
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly options: readonly FieldOption[];
  readonly description?: string;
  /** Whether the desk defined it: its value then stands among the record's `properties`. */
  readonly isOwn: boolean;
  /** Only shown: the desk itself keeps it. */
  readonly isFixed: boolean;
};

/** Any record of the four kinds, as the server sends it. */
export type RecordValues = Readonly<Record<string, unknown>>;

/** What a record changes: built-in fields by name, the desk's own under `properties`. */
export type RecordChange = {
  readonly [name: string]: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
};

export function ownField(definition: PropertyDefinition): Field {
  const { object_type: object, name, label, kind, options, description } = definition;
  return { object, name, label, kind, options, description, isOwn: true, isFixed: false };
}

/** The same fields where they are only read. */
export function asTheyAre(fields: readonly Field[]): readonly Field[] {
  return fields.map((field) => ({ ...field, isFixed: true }));
}

function inside(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as RecordValues)[name] : undefined;
}

/** What stands in a record's field; null is nothing. */
export function valueIn(record: RecordValues, field: Pick<Field, "name" | "isOwn">): unknown {
  if (field.isOwn) return inside(record["properties"], field.name) ?? null;
  const value = record[field.name];
  // Records carry their company and contact whole where a list needs the name.
  return value ?? (field.name.endsWith("_id") ? (inside(record[field.name.slice(0, -3)], "id") ?? null) : null);
}

export function changeTo(field: Pick<Field, "name" | "isOwn">, value: unknown): RecordChange {
  return field.isOwn ? { properties: { [field.name]: value } } : { [field.name]: value };
}

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => value === other[index]);
  return (isBlank(one) && isBlank(other)) || one === other;
}

/** Why something typed can't stand in a field. */
export type Fault = "number" | "phone" | "url" | "email" | "long";

export type Typed =
  { readonly value: unknown; readonly fault: null } | { readonly value?: undefined; readonly fault: Fault };

const longest: Partial<Record<FieldKind, number>> = {
  text: 1_000,
  multiline: 65_536,
  phone: 100,
  url: 2_000,
  email: 320,
};
const mostDigits = 15;

/** The value that was typed, as the server keeps it: the same rules as the server's, so that a fault shows before anything is sent. */
export function typedValue(kind: FieldKind, typed: string): Typed {
  const text = kind === "multiline" ? typed : typed.trim();
  if (text.trim() === "") return { value: null, fault: null };
  if (text.length > (longest[kind] ?? Number.POSITIVE_INFINITY)) return { fault: "long" };
  switch (kind) {
    case "number": {
      const number = Number(text.replaceAll(/[\s  ]/g, "").replace(",", "."));
      return Number.isFinite(number) && Math.abs(number) < 10 ** mostDigits
        ? { value: number, fault: null }
        : { fault: "number" };
    }
    case "phone":
      return /^[0-9+(). /x#*-]*[0-9][0-9+(). /x#*-]*$/.test(text) ? { value: text, fault: null } : { fault: "phone" };
    case "url":
      return /^https?:\/\/[^\s/]\S*$/.test(text) ? { value: text, fault: null } : { fault: "url" };
    case "email":
      return /^[^\s<>,;@"]+@[^\s<>,;@"]+$/.test(text) ? { value: text, fault: null } : { fault: "email" };
    case "datetime": {
      const at = fromField(text);
      return { value: Number.isNaN(at.getTime()) ? null : at.toISOString(), fault: null };
    }
    default:
      return { value: text, fault: null };
  }
}

/** What stands in the box where a value is typed. */
export function typedText(kind: FieldKind, value: unknown): string {
  if (isBlank(value)) return "";
  if (kind !== "datetime") return String(value as string | number);
  const at = new Date(String(value as string));
  if (Number.isNaN(at.getTime())) return "";
  return fieldTime(at);
}
