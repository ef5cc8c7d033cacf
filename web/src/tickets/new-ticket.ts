/** What a new ticket is given, however it begins: created, or split off. What its first status asks for is asked at once. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Priority } from "~/api/shapes";
import { type RecordChange, type RecordValues, isBlank, valueIn } from "~/crm/field";
import { pipelinesQuery } from "~/crm/pipeline-queries";
import { type FieldValues, useAsChange } from "~/crm/required-fields";
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
const boxes: ReadonlySet<string> = new Set(["contact_id", "company_id", "owner_id", "priority", "category", "description"]);

export type Asked = {
  /** Of the status, by name: of boxes that stand there anyway, too. */
  readonly names: ReadonlySet<string>;
  /** Those that get a box of their own. */
  readonly others: readonly string[];
  readonly values: FieldValues;
};

/** `source` has what stands in the boxes at first. */
export function useAsked({ pipelineId, statusId, asked }: NewTicketValues, source?: RecordValues): Asked {
  const fields = useFields("tickets", pipelineId);
  const { data: rules } = useQuery(pipelinesQuery);
  const names = rules?.pipelines.find((one) => one.id === pipelineId)?.statuses.find((one) => one.id === statusId)?.required_properties ?? [];
  const others = names.filter((name) => !boxes.has(name));
  const standing = others.flatMap((name) => {
    const field = fields?.find((one) => one.name === name);
    return field && source ? [[name, valueIn(source, field)]] : [];
  });
  return { names: new Set(names), others, values: { ...Object.fromEntries(standing), ...asked } };
}

/** The values as `POST /tickets` takes them. */
export function useAsNewTicket(): (values: NewTicketValues, asked: Asked) => RecordChange & { readonly pipeline_id: number; readonly status_id: number } {
  const asChange = useAsChange();
  return (values, asked) => ({
    pipeline_id: values.pipelineId,
    status_id: values.statusId,
    company_id: values.companyId,
    owner_id: values.ownerId,
    priority: values.priority,
    category: values.category,
    ...asChange(Object.fromEntries(asked.others.flatMap((name) => (isBlank(asked.values[name]) ? [] : [[name, asked.values[name]]])))),
  });
}

/** Stands beside a box's label. */
export function useNeed(asked: Asked): (name: string, isOptional?: boolean) => { readonly optional?: string } {
  const { t } = useLingui();
  return (name, isOptional = false) => (asked.names.has(name) ? { optional: t`Required` } : isOptional ? { optional: t`Optional` } : {});
}
