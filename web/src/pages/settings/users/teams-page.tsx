/** The teams: who belongs to each, as a main or as an extra member. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import UsersRound from "lucide-react/icons/users-round";
import { useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { useTitle } from "~/lib/title";
import { leaveFirst } from "~/lib/unsaved";
import { Avatar } from "~/ui/avatar";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { SkeletonText } from "~/ui/skeleton";
import { findUser, useDirectory } from "~/users/session";
import { SettingsPage } from "../settings-page.tsx";
import { TeamPanel } from "./team-panel.tsx";
import { type TeamRow, teamsQuery } from "./user-queries.ts";

export function TeamsPage() {
  const { t } = useLingui();
  const { data: teams, error, refetch } = useQuery(teamsQuery);
  const [edited, setEdited] = useState<TeamRow | "new" | null>(null);
  useTitle(t`Teams`);
  const add = edited ? null : (
    <Button weight="primary" onClick={() => leaveFirst(() => setEdited("new"))}>
      <Plus size={16} aria-hidden className="-ml-1" />
      <Trans>Add a team</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Teams`}
      lead={t`Groups of users who share views and work.`}
      action={teams && teams.length > 0 ? add : null}
    >
      {error && !teams ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!teams && !error ? <SkeletonText lines={3} /> : null}
      {teams?.length === 0 ? (
        <EmptyState icon={<UsersRound size={28} strokeWidth={1.5} />} title={t`No teams yet`} action={add}>
          <Trans>A team has views of its own, and tickets can be given to it.</Trans>
        </EmptyState>
      ) : null}
      {teams && teams.length > 0 ? (
        <ul className="overflow-hidden rounded-8 border border-border">
          {teams.map((team) => (
            <li key={team.id} className="border-b border-border last:border-0">
              <TeamLine team={team} onEdit={() => leaveFirst(() => setEdited(team))} />
            </li>
          ))}
        </ul>
      ) : null}
      {edited ? (
        <TeamPanel
          key={edited === "new" ? "new" : edited.id}
          team={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </SettingsPage>
  );
}

const shownFaces = 6;

function TeamLine({ team, onEdit }: { readonly team: TeamRow; readonly onEdit: () => void }) {
  const { t } = useLingui();
  const directory = useDirectory();
  const members = [...team.main_member_ids, ...team.extra_member_ids].flatMap((id) => findUser(directory, id) ?? []);
  return (
    <button
      type="button"
      onClick={onEdit}
      className="focus-inset flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate font-strong">
          {team.name}
        </span>
        <span className="block truncate text-12 text-quiet">
          {members.map((user) => user.name).join(", ") || t`No members`}
        </span>
      </span>
      <span className="flex shrink-0 gap-1">
        {members.slice(0, shownFaces).map((user) => (
          <Avatar key={user.id} name={user.name} tintFrom={user.email} size={24} shape="square" />
        ))}
      </span>
    </button>
  );
}
