/** The acts on many tickets at once, but for deleting. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, Suspense, lazy, useState } from "react";
import type { Priority, ViewKey } from "~/api/shapes";
import { PriorityIcon, StatusIcon, priorityNames } from "~/tickets/ticket-marks";
import { Button } from "~/ui/button";
import { laterToday, nextWeek, tomorrowMorning } from "~/tickets/snooze/snooze-presets";
import { Menu, MenuItem, MenuLabel, MenuSeparator, MenuSub } from "~/ui/menu";
import { useDirectory, useMe } from "~/users/session";
import type { BulkAct } from "./bulk-bar.tsx";
import type { TicketSelection } from "./use-selection.ts";

const EditDialog = lazy(async () => ({ default: (await import("./edit-dialog.tsx")).EditDialog }));
const TagsDialog = lazy(async () => ({ default: (await import("./tags-dialog.tsx")).TagsDialog }));
const MergeDialog = lazy(async () => ({ default: (await import("./merge-dialog.tsx")).MergeDialog }));

/** More are not merged at once. */
const mostMerged = 50;

type Props = { readonly onAct: (act: BulkAct) => void };

type MenusProps = Props & { readonly view: ViewKey; readonly chosen: TicketSelection; readonly count: number | undefined };

export function BulkMenus({ view, chosen, count, onAct }: MenusProps) {
  const { t } = useLingui();
  const me = useMe();
  const [asks, setAsks] = useState<"edit" | "tags" | "merge" | null>(null);
  const close = () => setAsks(null);
  const may = (permission: string) => me.is_super_admin || me.permissions.includes(permission);
  if (view === "trash") return may("delete_tickets") || may("account_access") ? <Button onClick={() => onAct({ kind: "restore" })}>{t`Restore`}</Button> : null;
  if (view === "spam") return may("delete_tickets") ? <Button onClick={() => onAct({ kind: "not_spam" })}>{t`Not spam`}</Button> : null;
  /** The primary is picked by its name: all of them must be at hand. */
  const canMerge = !chosen.selection.isAll && count !== undefined && count > 1 && count <= mostMerged && chosen.chosenRows(count).length === count;
  return (
    <>
      <AssignMenu onAct={onAct} />
      <StatusMenu onAct={onAct} />
      <EditMenus onAct={onAct} />
      <BarMenu label={t`More`}>
        <MenuItem onSelect={() => setAsks("edit")}>{t`Edit a property`}</MenuItem>
        <MenuItem onSelect={() => setAsks("tags")}>{t`Change tags`}</MenuItem>
        <SnoozeSub onAct={onAct} />
        <MenuItem disabled={!canMerge} onSelect={() => setAsks("merge")}>{t`Merge`}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => onAct({ kind: "follow" })}>{t`Follow`}</MenuItem>
        <MenuItem onSelect={() => onAct({ kind: "unfollow" })}>{t`Unfollow`}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => onAct({ kind: "read" })}>{t`Mark as read`}</MenuItem>
        <MenuItem onSelect={() => onAct({ kind: "unread" })}>{t`Mark as unread`}</MenuItem>
        {may("delete_tickets") ? (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onAct({ kind: "spam" })}>{t`Mark as spam`}</MenuItem>
          </>
        ) : null}
      </BarMenu>
      <Suspense fallback={null}>
        {asks === "edit" ? <EditDialog onClose={close} onEdit={(fields) => onAct({ kind: "edit", fields })} /> : null}
        {asks === "tags" ? <TagsDialog onClose={close} onTag={(add, remove) => onAct({ kind: "tags", add: [...add], remove: [...remove] })} /> : null}
        {asks === "merge" ? <MergeDialog tickets={chosen.chosenRows(mostMerged)} onClose={close} onMerge={(primary_id) => onAct({ kind: "merge", primary_id })} /> : null}
      </Suspense>
    </>
  );
}

function BarMenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <Menu trigger={<Button weight="quiet">{label}</Button>}>{children}</Menu>;
}

function AssignMenu({ onAct }: Props) {
  const { t } = useLingui();
  const { users, teams } = useDirectory();
  return (
    <BarMenu label={t`Assign`}>
      <MenuItem onSelect={() => onAct({ kind: "assign", owner_id: null })}>{t`No owner`}</MenuItem>
      {users.filter((user) => user.is_active).map((user) => (
        <MenuItem key={user.id} onSelect={() => onAct({ kind: "assign", owner_id: user.id })}>{user.name}</MenuItem>
      ))}
      {teams.length > 0 ? <MenuLabel>{t`Team`}</MenuLabel> : null}
      {teams.map((team) => (
        <MenuItem key={team.id} onSelect={() => onAct({ kind: "assign", team_id: team.id })}>{team.name}</MenuItem>
      ))}
    </BarMenu>
  );
}

function SnoozeSub({ onAct }: Props) {
  const { t } = useLingui();
  const now = new Date();
  const presets = [
    { label: t`Later today`, at: laterToday(now) },
    { label: t`Tomorrow morning`, at: tomorrowMorning(now) },
    { label: t`Next week`, at: nextWeek(now) },
  ];
  return (
    <MenuSub label={t`Snooze`}>
      {presets.map(({ label, at }) => (at ? <MenuItem key={label} onSelect={() => onAct({ kind: "snooze", until: at.toISOString(), until_reply: true })}>{label}</MenuItem> : null))}
      <MenuItem onSelect={() => onAct({ kind: "snooze", until: null, until_reply: true })}>{t`Until the customer answers`}</MenuItem>
    </MenuSub>
  );
}

function StatusMenu({ onAct }: Props) {
  const { t } = useLingui();
  const { pipelines } = useDirectory();
  return (
    <BarMenu label={t`Status`}>
      {pipelines.map((pipeline) => (
        <div key={pipeline.id}>
          {pipelines.length > 1 ? <MenuLabel>{pipeline.label}</MenuLabel> : null}
          {pipeline.statuses.map((status) => (
            <MenuItem key={status.id} icon={<StatusIcon statusId={status.id} pipelineId={pipeline.id} />} onSelect={() => onAct({ kind: "status", status_id: status.id })}>
              {status.label}
            </MenuItem>
          ))}
        </div>
      ))}
    </BarMenu>
  );
}

function EditMenus({ onAct }: Props) {
  const { t, i18n } = useLingui();
  const { categories } = useDirectory();
  return (
    <>
      <BarMenu label={t`Priority`}>
        {(Object.keys(priorityNames) as Priority[]).map((priority) => (
          <MenuItem key={priority} icon={<PriorityIcon priority={priority} />} onSelect={() => onAct({ kind: "edit", fields: { priority } })}>
            {i18n._(priorityNames[priority])}
          </MenuItem>
        ))}
      </BarMenu>
      <BarMenu label={t`Category`}>
        {categories.map((category) => (
          <MenuItem key={category.value} onSelect={() => onAct({ kind: "edit", fields: { category: category.value } })}>{category.label}</MenuItem>
        ))}
      </BarMenu>
    </>
  );
}
