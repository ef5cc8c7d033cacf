/** The fields that a status asks for, to be filled in before a ticket gets there: on creating, and on moving it. */
import { useLingui } from "@lingui/react/macro";
import { Refusal } from "~/api/client";
import { SkeletonText } from "~/ui/skeleton";
import { type Field, type RecordChange, isBlank } from "./field.ts";
import { PropertyField } from "./property-field.tsx";
import { useFields } from "./use-fields.ts";

export type FieldValues = Readonly<Record<string, unknown>>;

export type Need = { /** Beside the label. */ readonly optional?: string; readonly error?: string };

export type RequiredFieldsProps = {
  /** As the server gives them in `required_properties` and in `status.property_required`. */
  readonly names: readonly string[];
  readonly values: FieldValues;
  readonly onChange: (values: FieldValues) => void;
  readonly pipelineId?: number;
  /** What stands with each, where they stand among fields that may stay empty. */
  readonly need?: (name: string) => Need;
};

export function RequiredFields({ names, values, onChange, pipelineId, need = () => ({}) }: RequiredFieldsProps) {
  const { t } = useLingui();
  const fields = useFields("tickets", pipelineId);
  if (!fields) return <SkeletonText lines={2} />;
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="sr-only">{t`What this status asks for`}</legend>
      {fieldsNamed(fields, names).map((field) => {
        const { optional, error } = need(field.name);
        return (
          <PropertyField
            key={field.name}
            field={field}
            need={optional}
            error={error}
            value={values[field.name] ?? null}
            onChange={(value) => onChange({ ...values, [field.name]: value })}
          />
        );
      })}
    </fieldset>
  );
}

function fieldsNamed(fields: readonly Field[], names: readonly string[]): readonly Field[] {
  return names.flatMap((name) => fields.find((field) => field.name === name) ?? []);
}

/** The properties that a status asks for, when that is why an act was refused. */
export function requiredBy(fault: unknown): readonly string[] | null {
  if (!(fault instanceof Refusal) || fault.code !== "status.property_required") return null;
  const { properties } = fault.facts;
  return Array.isArray(properties) ? properties.filter((name) => typeof name === "string") : null;
}

/** The names that still have no value. */
export function missingNames(names: readonly string[], values: FieldValues): readonly string[] {
  return names.filter((name) => isBlank(values[name]));
}

/** The values as `POST /tickets` and `PATCH /tickets/{id}` take them: the desk's own under `properties`. */
export function useAsChange(): (values: FieldValues) => RecordChange {
  const fields = useFields("tickets");
  return (values) => {
    const own = Object.entries(values).filter(([name]) => fields?.some((field) => field.name === name && field.isOwn));
    const builtIn = Object.entries(values).filter(([name]) => !own.some(([other]) => other === name));
    return { ...Object.fromEntries(builtIn), ...(own.length > 0 ? { properties: Object.fromEntries(own) } : {}) };
  };
}
