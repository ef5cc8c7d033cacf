/** What a new ticket is given, however it begins: created, or split off. What its first status asks for is asked at once. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Priority } from "~/api/shapes";
import { type RecordChange, type RecordValues, isBlank, valueIn } from "~/crm/field";
import { pipelinesQuery } from "~/crm/pipeline-queries";
import { type FieldValues, type Need, missingNames, requiredBy, useAsChange } from "~/crm/required-fields";
import { useFields } from "~/crm/use-fields";

export type NewTicketValues = {
  readonly pipelineId: number;
  readonly statusId: number;
  readonly companyId: number | null;
  readonly ownerId: number | null;
  readonly priority: Priority | null;
  readonly category: string | null;
  /** What was filled in because the status asks for it. */
  readonly asked: FieldValues;
};

/** What the form has a box for anyway is filled in there. */
const boxes: ReadonlySet<string> = new Set([
  "contact_id",
  "company_id",
  "owner_id",
  "priority",
  "category",
  "description",
]);

export type Asked = {
  /** Of the status, by name: of boxes that stand there anyway, too. */
  readonly names: ReadonlySet<string>;
  /** Those that get a box of their own. */
  readonly others: readonly string[];
  readonly values: FieldValues;
  /** What the ticket was refused for, until it is filled in. */
  readonly missing: ReadonlySet<string>;
};

export type AskedWith = {
  /** Has what stands in the boxes at first. */ readonly source?: RecordValues;
  /** Why it was not created. */ readonly fault: Error | null;
  /** What stands in the form's boxes of its own, by name. */ readonly besides: FieldValues;
};

export function useAsked(
  { pipelineId, statusId, companyId, ownerId, priority, category, asked }: NewTicketValues,
  { source, fault, besides }: AskedWith,
): Asked {
  const fields = useFields("tickets", pipelineId);
  const { data: rules } = useQuery(pipelinesQuery);
  const names =
    rules?.pipelines.find((one) => one.id === pipelineId)?.statuses.find((one) => one.id === statusId)
      ?.required_properties ?? [];
  const others = names.filter((name) => !boxes.has(name));
  const standing = others.flatMap((name) => {
    const field = fields?.find((one) => one.name === name);
    return field && source ? [[name, valueIn(source, field)]] : [];
  });
  const values = { ...Object.fromEntries(standing), ...asked };
  const missing = missingNames(requiredBy(fault) ?? [], {
    ...values,
    ...besides,
    company_id: companyId,
    owner_id: ownerId,
    priority,
    category,
  });
  return { names: new Set(names), others, values, missing: new Set(missing.filter((name) => names.includes(name))) };
}

/** The values as `POST /tickets` takes them. */
export function useAsNewTicket(): (
  values: NewTicketValues,
  asked: Asked,
) => RecordChange & { readonly pipeline_id: number; readonly status_id: number } {
  const asChange = useAsChange();
  return (values, asked) => ({
    pipeline_id: values.pipelineId,
    status_id: values.statusId,
    company_id: values.companyId,
    owner_id: values.ownerId,
    priority: values.priority,
    category: values.category,
    ...asChange(
      Object.fromEntries(
        asked.others.flatMap((name) => (isBlank(asked.values[name]) ? [] : [[name, asked.values[name]]])),
      ),
    ),
  });
}

/** What stands with a box: whether it may stay empty, and that it did. */
export function useNeed(asked: Asked): (name: string, isOptional?: boolean) => Need {
  const { t } = useLingui();
  return (name, isOptional = false) => ({
    ...(asked.names.has(name) ? { optional: t`Required` } : isOptional ? { optional: t`Optional` } : {}),
    ...(asked.missing.has(name) ? { error: t`The status asks for this.` } : {}),
  });
}
