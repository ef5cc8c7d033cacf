/** Pure: columns as the table calls them, and as views and files of the server do. */
const served: Readonly<Record<string, string>> = {
  active: "active_at",
  created: "created_at",
  updated: "updated_at",
  closed: "closed_at",
  messages: "message_count",
  sla: "sla_due_at",
};
const ours = new Map(Object.entries(served).map(([id, name]) => [name, id]));

const ownPrefix = "properties.";

/** Of the desk's own properties, both sides call the column alike. */
export function ownColumnId(property: string): string {
  return `${ownPrefix}${property}`;
}

/** The names of those of the desk's own properties that have a column among these. */
export function ownProperties(columns: readonly string[]): readonly string[] {
  return columns.filter((id) => id.startsWith(ownPrefix)).map((id) => id.slice(ownPrefix.length));
}

export function columnIds(names: readonly string[]): readonly string[] {
  return names.map((name) => ours.get(name) ?? name);
}

export function columnNames(ids: readonly string[]): readonly string[] {
  return ids.map((id) => served[id] ?? id);
}
