/** What the menus of many tickets hold: to whom, which status, how urgent, of what kind, until when. */
import { useLingui } from "@lingui/react/macro";
import { laterToday, nextWeek, tomorrowMorning } from "~/tickets/snooze/snooze-presets";
import { priorities, priorityNames } from "~/crm/ticket-choices";
import { PriorityIcon, StatusIcon } from "~/tickets/ticket-marks";
import { MenuItem, MenuLabel } from "~/ui/menu";
import { useDirectory, useMe } from "~/users/session";
import type { BulkAct } from "~/work/works";

type Props = { readonly onAct: (act: BulkAct) => void };

export function AssignItems({ onAct }: Props) {
  const { t } = useLingui();
  const { users, teams } = useDirectory();
  const me = useMe();
  const people = users
    .filter((user) => user.is_active)
    .toSorted((one, other) => Number(other.id === me.id) - Number(one.id === me.id));
  return (
    <>
      <MenuItem onSelect={() => onAct({ kind: "assign", owner_id: null })}>{t`No owner`}</MenuItem>
      {people.map((user) => (
        <MenuItem key={user.id} onSelect={() => onAct({ kind: "assign", owner_id: user.id })}>
          {user.name}
        </MenuItem>
      ))}
      {teams.length > 0 ? (
        <>
          <MenuLabel>{t`Team`}</MenuLabel>
          <MenuItem onSelect={() => onAct({ kind: "assign", team_id: null })}>{t`No team`}</MenuItem>
        </>
      ) : null}
      {teams.map((team) => (
        <MenuItem key={team.id} onSelect={() => onAct({ kind: "assign", team_id: team.id })}>
          {team.name}
        </MenuItem>
      ))}
    </>
  );
}

export function StatusItems({ onAct }: Props) {
  const { pipelines } = useDirectory();
  return pipelines.map((pipeline) => (
    <div key={pipeline.id}>
      {pipelines.length > 1 ? <MenuLabel>{pipeline.label}</MenuLabel> : null}
      {pipeline.statuses.map((status) => (
        <MenuItem
          key={status.id}
          icon={<StatusIcon statusId={status.id} pipelineId={pipeline.id} />}
          onSelect={() => onAct({ kind: "status", status_id: status.id })}
        >
          {status.label}
        </MenuItem>
      ))}
    </div>
  ));
}

export function PriorityItems({ onAct }: Props) {
  const { t, i18n } = useLingui();
  return (
    <>
      <MenuItem
        icon={<PriorityIcon priority={null} />}
        onSelect={() => onAct({ kind: "edit", fields: { priority: null } })}
      >{t`No priority`}</MenuItem>
      {priorities.map((priority) => (
        <MenuItem
          key={priority}
          icon={<PriorityIcon priority={priority} />}
          onSelect={() => onAct({ kind: "edit", fields: { priority } })}
        >
          {i18n._(priorityNames[priority])}
        </MenuItem>
      ))}
    </>
  );
}

export function CategoryItems({ onAct }: Props) {
  const { t } = useLingui();
  const { categories } = useDirectory();
  return (
    <>
      <MenuItem onSelect={() => onAct({ kind: "edit", fields: { category: null } })}>{t`No category`}</MenuItem>
      {categories.map((category) => (
        <MenuItem key={category.value} onSelect={() => onAct({ kind: "edit", fields: { category: category.value } })}>
          {category.label}
        </MenuItem>
      ))}
    </>
  );
}

export function SnoozeItems({ onAct }: Props) {
  const { t } = useLingui();
  const now = new Date();
  const presets = [
    { label: t`Later today`, at: laterToday(now) },
    { label: t`Tomorrow morning`, at: tomorrowMorning(now) },
    { label: t`Next week`, at: nextWeek(now) },
  ];
  return (
    <>
      {presets.map(({ label, at }) =>
        at ? (
          <MenuItem key={label} onSelect={() => onAct({ kind: "snooze", until: at.toISOString(), until_reply: true })}>
            {label}
          </MenuItem>
        ) : null,
      )}
      <MenuItem
        onSelect={() => onAct({ kind: "snooze", until: null, until_reply: true })}
      >{t`Until the customer answers`}</MenuItem>
    </>
  );
}
