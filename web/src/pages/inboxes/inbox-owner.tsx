/** Whose conversation it is: a colleague's, or a team's in which nobody has it yet. */
import { useLingui } from "@lingui/react/macro";
import UsersRound from "lucide-react/icons/users-round";
import { Avatar } from "~/ui/avatar";
import { Picker } from "~/ui/picker";
import { useDirectory } from "~/users/session";
import type { InboxThread } from "./inbox-queries.ts";

type Holder = Pick<InboxThread, "owner_id" | "team_id">;
type Props = { readonly thread: Holder & Pick<InboxThread, "is_spam">; readonly onChange: (holder: Holder) => void };

export function InboxOwner({ thread, onChange }: Props) {
  const { t } = useLingui();
  const { users, teams } = useDirectory();
  const options = [
    ...users
      .filter((user) => user.is_active || user.id === thread.owner_id)
      .map((user) => ({
        value: `user-${user.id}`,
        label: user.name,
        mark: <Avatar name={user.name} tintFrom={user.email} size={16} shape="square" />,
        holder: { owner_id: user.id, team_id: thread.team_id },
      })),
    ...teams.map((team) => ({
      value: `team-${team.id}`,
      label: team.name,
      mark: <UsersRound size={16} className="shrink-0 text-quiet" aria-hidden />,
      holder: { owner_id: null, team_id: team.id },
    })),
  ];
  const ofTeam = thread.team_id === null ? null : `team-${thread.team_id}`;
  return (
    <Picker
      label={t`Owner`}
      look="inline"
      disabled={thread.is_spam}
      className="max-w-56 max-sm:max-w-32"
      value={thread.owner_id === null ? ofTeam : `user-${thread.owner_id}`}
      options={options}
      placeholder={t`No owner`}
      clearLabel={t`No owner`}
      searchLabel={t`Find a colleague or a team`}
      nothingFound={t`No colleague or team has this name`}
      onChange={(value) =>
        onChange(options.find((option) => option.value === value)?.holder ?? { owner_id: null, team_id: null })
      }
    />
  );
}
