/** Pure: the small truths of a ticket on the screen. */
import type { Directory, Pipeline, Status, TicketFacts, TicketWhole } from "~/api/shapes";
import { findPipeline, findStatus } from "~/users/session";

export type TicketEdit = Partial<
  Pick<TicketWhole, "name" | "owner_id" | "team_id" | "priority" | "category" | "status_id" | "description" | "tags">
> & { readonly properties?: Readonly<Record<string, unknown>> };
export type EditedField = Exclude<keyof TicketEdit, "properties">;

/** Where "close" leads to, or "reopen" when it is closed: the pipeline's first status of the other kind that is not its very start. */
export function statusOnToggle(
  ticket: Pick<TicketFacts, "pipeline_id" | "is_closed">,
  directory: Directory,
): Status | undefined {
  const statuses = findPipeline(directory, ticket.pipeline_id)?.statuses ?? [];
  if (!ticket.is_closed) return statuses.find((status) => status.is_closed);
  return statuses.findLast((status) => !status.is_closed);
}

/** How far along a status is, for its ring: empty at the start, half in between, full when closed. */
export function filling(status: Status, pipeline: Pipeline | undefined): 0 | 0.5 | 1 {
  if (status.is_closed) return 1;
  return pipeline?.statuses[0]?.id === status.id ? 0 : 0.5;
}

/** The row as it will be once the server has taken the edit. */
export function edited<Row extends TicketFacts>(row: Row, edit: TicketEdit, directory: Directory): Row {
  const status = edit.status_id === undefined ? undefined : findStatus(directory, edit.status_id);
  const own = edit.properties && { properties: { ...(row as Partial<TicketWhole>).properties, ...edit.properties } };
  return { ...row, ...edit, ...own, ...(status ? { is_closed: status.is_closed } : {}) };
}

/** The values that an edit replaces: what the server must still find there, and what an undo brings back. */
export function replaced(row: TicketFacts & Partial<TicketWhole>, edit: TicketEdit): TicketEdit {
  const { properties, ...builtIn } = edit;
  const own = properties && {
    properties: Object.fromEntries(Object.keys(properties).map((name) => [name, row.properties?.[name] ?? null])),
  };
  return {
    ...Object.fromEntries(Object.keys(builtIn).map((field) => [field, row[field as EditedField] ?? null])),
    ...own,
  } as TicketEdit;
}

/** For toasts of where a ticket went: into the trash, Spam or its snooze, or back. */
export function whereOf(id: number): string {
  return `where ticket ${id} is`;
}

/** In the trash or in Spam: read, until it is brought back. */
export function isPutAside(ticket: Pick<TicketWhole, "deleted_at" | "spam_at">): boolean {
  return ticket.deleted_at !== null || ticket.spam_at !== null;
}
