/** Pure: what a macro does, as fields of a form and as the acts that the server knows. */
import type { Priority } from "~/api/shapes";
import type { MacroAct } from "~/conversations/canned/canned";

export type MacroFields = {
  /** undefined leaves as it is. */
  readonly statusId?: number;
  readonly priority?: Priority;
  readonly category?: string;
  /** "me" is whoever runs it; null is nobody. */
  readonly owner?: number | "me" | null;
  readonly teamId?: number | null;
  readonly tags: readonly string[];
  /** The desk's own properties, by name; one that stands here without a value is taken away from the ticket. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Until the customer answers, or for so many days and until then. */
  readonly snooze?: "reply" | number;
};

export function actsOf({
  statusId,
  priority,
  category,
  owner,
  teamId,
  tags,
  properties,
  snooze,
}: MacroFields): MacroAct[] {
  const fields = {
    ...(priority === undefined ? {} : { priority }),
    ...(category === undefined ? {} : { category }),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  };
  const given = {
    ...(owner === undefined ? {} : { owner_id: owner }),
    ...(teamId === undefined ? {} : { team_id: teamId }),
  };
  return [
    ...(Object.keys(fields).length > 0 ? [{ act: "edit", values: { fields } }] : []),
    ...(tags.length > 0 ? [{ act: "tags", values: { add: tags } }] : []),
    ...(Object.keys(given).length > 0 ? [{ act: "assign", values: given }] : []),
    ...(statusId === undefined ? [] : [{ act: "status", values: { status_id: statusId } }]),
    // Last: only an open ticket snoozes.
    ...(snooze === undefined
      ? []
      : [{ act: "snooze", values: { ...(snooze === "reply" ? {} : { in_days: snooze }), until_reply: true } }]),
  ];
}

export function fieldsOf(acts: readonly MacroAct[]): MacroFields {
  const of = (name: string): Record<string, unknown> => acts.find((one) => one.act === name)?.values ?? {};
  const fields = (of("edit")["fields"] ?? {}) as {
    priority?: Priority;
    category?: string;
    properties?: Record<string, unknown>;
  };
  const given = of("assign") as { owner_id?: number | "me" | null; team_id?: number | null };
  const status = of("status")["status_id"];
  const days = of("snooze")["in_days"];
  return {
    ...(typeof status === "number" ? { statusId: status } : {}),
    ...(fields.priority ? { priority: fields.priority } : {}),
    ...(fields.category ? { category: fields.category } : {}),
    ...(given.owner_id === undefined ? {} : { owner: given.owner_id }),
    ...(given.team_id === undefined ? {} : { teamId: given.team_id }),
    tags: (of("tags")["add"] ?? []) as readonly string[],
    properties: fields.properties ?? {},
    ...(acts.some((one) => one.act === "snooze")
      ? { snooze: typeof days === "number" ? days : ("reply" as const) }
      : {}),
  };
}
