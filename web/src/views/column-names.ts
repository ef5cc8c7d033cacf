/** Pure: columns as the table calls them, and as views and files of the server do. */
const served: Readonly<Record<string, string>> = { active: "active_at", created: "created_at", updated: "updated_at", closed: "closed_at", messages: "message_count" };
const ours = new Map(Object.entries(served).map(([id, name]) => [name, id]));

export function columnIds(names: readonly string[]): readonly string[] {
  return names.map((name) => ours.get(name) ?? name);
}

export function columnNames(ids: readonly string[]): readonly string[] {
  return ids.map((id) => served[id] ?? id);
}
