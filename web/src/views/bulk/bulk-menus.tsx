/** The acts on many tickets at once, but for deleting. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Priority, ViewKey } from "~/api/shapes";
import { PriorityIcon, StatusIcon, priorityNames } from "~/tickets/ticket-marks";
import { Button } from "~/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "~/ui/menu";
import { useDirectory } from "~/users/session";
import type { BulkAct } from "./bulk-bar.tsx";

type Props = { readonly onAct: (act: BulkAct) => void };

export function BulkMenus({ view, onAct }: Props & { readonly view: ViewKey }) {
  const { t } = useLingui();
  if (view === "trash") return <Button onClick={() => onAct({ kind: "restore" })}>{t`Restore`}</Button>;
  if (view === "spam") return <Button onClick={() => onAct({ kind: "not_spam" })}>{t`Not spam`}</Button>;
  return (
    <>
      <AssignMenu onAct={onAct} />
      <StatusMenu onAct={onAct} />
      <EditMenus onAct={onAct} />
      <BarMenu label={t`More`}>
        <MenuItem onSelect={() => onAct({ kind: "follow" })}>{t`Follow`}</MenuItem>
        <MenuItem onSelect={() => onAct({ kind: "unfollow" })}>{t`Unfollow`}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => onAct({ kind: "read" })}>{t`Mark as read`}</MenuItem>
        <MenuItem onSelect={() => onAct({ kind: "unread" })}>{t`Mark as unread`}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => onAct({ kind: "spam" })}>{t`Mark as spam`}</MenuItem>
      </BarMenu>
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
