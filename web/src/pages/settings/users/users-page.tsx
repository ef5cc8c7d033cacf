/** The users of the desk: who may do what, who was invited, who has left. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { QueryFailure } from "~/api/query-failure";
import { useTitle } from "~/lib/title";
import { leaveFirst } from "~/lib/unsaved";
import { Avatar } from "~/ui/avatar";
import { Badge } from "~/ui/badge";
import { Button, IconButton } from "~/ui/button";
import { Menu, MenuItem, MenuSeparator } from "~/ui/menu";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { useMe } from "~/users/session";
import { SettingsPage } from "../settings-page.tsx";
import { InviteLink } from "./invite-link.tsx";
import { UserPanel } from "./user-panel.tsx";
import { type UserRow, useUserActs, usersQuery } from "./user-queries.ts";

export function UsersPage() {
  const { t } = useLingui();
  const { data: users, error, refetch } = useQuery(usersQuery);
  const [edited, setEdited] = useState<UserRow | "new" | null>(null);
  const [link, setLink] = useState<{ readonly email: string; readonly link: string } | null>(null);
  useTitle(t`Users`);
  return (
    <SettingsPage
      title={t`Users`}
      lead={t`Colleagues who sign in, and what each may see and do.`}
      action={
        edited ? null : (
          <Button weight="primary" onClick={() => leaveFirst(() => setEdited("new"))}>
            <Plus size={16} aria-hidden className="-ml-1" />
            <Trans>Invite a user</Trans>
          </Button>
        )
      }
    >
      {error && !users ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!users && !error ? <SkeletonText lines={4} /> : null}
      {users ? (
        <ul className="rounded-8 border border-border">
          {users.map((user) => (
            <li key={user.id} className="border-b border-border last:border-0">
              <UserLine
                user={user}
                onEdit={() => leaveFirst(() => setEdited(user))}
                onLink={(made) => setLink({ email: user.email, link: made })}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {edited ? (
        <UserPanel
          key={edited === "new" ? "new" : edited.id}
          user={edited === "new" ? null : edited}
          onClose={() => setEdited(null)}
          onInvited={(email, made) => {
            setEdited(null);
            if (made) setLink({ email, link: made });
            else toast.done(t`${email} is invited`);
          }}
        />
      ) : null}
      {link ? <InviteLink email={link.email} link={link.link} onClose={() => setLink(null)} /> : null}
    </SettingsPage>
  );
}

function useRights(user: UserRow): string {
  const { t } = useLingui();
  if (user.is_super_admin) return t`Super admin`;
  const seat = user.seat === "service" ? t`Service seat` : t`No seat`;
  const sight = { everything: t`sees all tickets`, team: t`sees the team's tickets`, owned: t`sees own tickets` }[
    user.visibility
  ];
  return `${seat} · ${sight}`;
}

function UserLine({
  user,
  onEdit,
  onLink,
}: {
  readonly user: UserRow;
  readonly onEdit: () => void;
  readonly onLink: (link: string) => void;
}) {
  const { t } = useLingui();
  const me = useMe();
  const { inviteAgain, setActive } = useUserActs();
  const rights = useRights(user);
  const state = !user.is_active ? (
    <Badge>{t`Deactivated`}</Badge>
  ) : user.has_joined ? null : (
    <Badge tone="info">{t`Invited`}</Badge>
  );
  return (
    <div className="flex items-center gap-3 px-4 py-2.5 max-sm:px-3">
      <Avatar name={user.name || user.email} tintFrom={user.email} size={32} shape="square" />
      <button type="button" onClick={onEdit} className="min-w-0 flex-1 rounded-4 text-left hover:underline">
        <span dir="auto" className="block truncate font-strong">
          {user.name || user.email}
        </span>
        <span className="block text-12 text-quiet sm:truncate">
          <span className="max-sm:block max-sm:truncate">{user.email}</span>
          <span className="max-sm:hidden"> · </span>
          {rights}
        </span>
        {/* no room beside the address on a phone */}
        {state ? <span className="block pt-1 sm:hidden">{state}</span> : null}
      </button>
      {state ? <span className="max-sm:hidden">{state}</span> : null}
      <Menu trigger={<IconButton label={t`More for ${user.name || user.email}`} icon={<Ellipsis size={16} />} />}>
        <MenuItem onSelect={onEdit}>{t`Edit`}</MenuItem>
        {user.has_joined ? null : (
          <MenuItem
            onSelect={() =>
              inviteAgain.mutate(user.id, {
                onSuccess: (made) => (made.link ? onLink(made.link) : toast.done(t`The invite was sent again`)),
              })
            }
          >{t`Invite again`}</MenuItem>
        )}
        {user.id === me.id ? null : (
          <>
            <MenuSeparator />
            <MenuItem
              danger={user.is_active}
              onSelect={() => setActive.mutate({ id: user.id, isActive: !user.is_active })}
            >
              {user.is_active ? t`Deactivate` : t`Reactivate`}
            </MenuItem>
          </>
        )}
      </Menu>
    </div>
  );
}
