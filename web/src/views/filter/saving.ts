/** Saving what was built: the view itself, or a new one. A refusal is kept, to be shown at its field. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Refusal, api } from "~/api/client";
import { keys } from "~/api/keys";
import type { View, ViewKey } from "~/api/shapes";
import { useAct } from "~/lib/use-act";
import { toast } from "~/ui/toast";
import { type FilterPanelName, type Group, isGroup } from "./filter.ts";
import { type ViewDraft, forgetDraft, sentDraft } from "./view-draft.ts";

const fields: ReadonlySet<string> = new Set(["name", "team_ids", "sort_by"]);

function asksOf(group: Group, property: string): boolean {
  return group.parts.some((part) => (isGroup(part) ? asksOf(part, property) : part.property === property));
}

export function useSaveView(panel: FilterPanelName, key: ViewKey, draft: ViewDraft) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const act = useAct();

  async function opened(view: View, said: string) {
    forgetDraft(panel, key);
    await client.invalidateQueries({ queryKey: keys.views });
    void client.invalidateQueries({ queryKey: keys.counts });
    void client.invalidateQueries({ queryKey: keys.lists });
    await navigate({ to: "/views/$view", params: { view: view.key }, search: {} });
    toast.done(said);
  }
  const create = () =>
    act.run(async () => {
      const { name, ...rest } = sentDraft(draft);
      await opened(await api.post<View>("/views", { name, ...rest }), t`View saved`);
    });
  const change = () =>
    act.run(async () => {
      const changed = await api.patch<View>(`/views/${key}`, sentDraft(draft));
      // What one chose for oneself before would hide what was saved now.
      const { sort: _sort, columns: _columns, layout: _layout, ...settings } = changed.settings;
      await api.put(`/views/${key}/settings`, settings);
      await opened(changed, t`View saved`);
    });
  /** From a quick filter: the same conditions, in the panel in which a view gets its name. */
  const name = () => {
    forgetDraft("new", key);
    forgetDraft("filter", key);
    void navigate({ to: ".", search: (search) => ({ ...search, panel: "new" as const }) });
  };
  const field =
    act.fault instanceof Refusal && typeof act.fault.facts["field"] === "string" ? act.fault.facts["field"] : "";
  const fault = act.fault
    ? { field, sentence: act.fault.message, isShown: fields.has(field) || asksOf(draft.group, field) }
    : undefined;
  return {
    save: panel === "edit" ? change : create,
    saveAsNew: panel === "filter" ? name : create,
    fault,
    isBusy: act.isBusy,
  };
}
