/** Inviting a user, or changing what one may see and do. */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { FaultBanner } from "~/api/fault-banner";
import type { Visibility } from "~/api/shapes";
import { useIsChanged } from "~/lib/unsaved";
import { Button } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Field, Input } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { RadioCards } from "~/ui/radio-cards";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { type UserRow, type UserWish, useUserActs } from "./user-queries.ts";

type Role = "super_admin" | "service" | "none";

export type UserPanelProps = {
  /** null invites a new one. */
  readonly user: UserRow | null;
  readonly onClose: () => void;
  readonly onInvited: (email: string, link: string | undefined) => void;
};

const newcomer: UserWish = {
  name: "",
  email: "",
  is_super_admin: false,
  seat: "service",
  visibility: "everything",
  sees_unassigned: true,
  permissions: [],
};

export function UserPanel({ user, onClose, onInvited }: UserPanelProps) {
  const { t } = useLingui();
  const form = useId();
  const { invite, change } = useUserActs();
  const [wish, setWish] = useState<UserWish>(user ?? newcomer);
  const set = (part: Partial<UserWish>) => setWish({ ...wish, ...part });
  const role: Role = wish.is_super_admin ? "super_admin" : wish.seat;
  const fault = invite.error ?? change.error;
  const isUnsaved = useIsChanged(wish) && !invite.isPending && !change.isPending;

  function submit(event: FormEvent) {
    event.preventDefault();
    const { name, email, is_super_admin, seat, visibility, sees_unassigned, permissions } = wish;
    const rights = { is_super_admin, seat, visibility, sees_unassigned, permissions };
    if (user) {
      change.mutate(
        { id: user.id, name: name.trim(), ...rights },
        {
          onSuccess: () => {
            toast.done(t`Saved`);
            onClose();
          },
        },
      );
    } else {
      invite.mutate(
        { name: name.trim(), email: email.trim(), ...rights },
        { onSuccess: (made) => onInvited(email.trim(), made?.link) },
      );
    }
  }
  return (
    <Panel
      title={user ? user.name || user.email : t`New user`}
      onClose={onClose}
      isUnsaved={isUnsaved}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={form}
            weight="primary"
            busy={invite.isPending || change.isPending}
            disabled={!wish.email.includes("@") || !wish.name.trim()}
          >
            {user ? t`Save user` : t`Send invite`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5" noValidate>
        <FaultBanner fault={fault} />
        <Field label={t({ message: "Name", context: "person" })}>
          <Input value={wish.name} onChange={(event) => set({ name: event.target.value })} dir="auto" />
        </Field>
        <Field label={t`Email`}>
          <Input
            type="email"
            value={wish.email}
            disabled={user !== null}
            onChange={(event) => set({ email: event.target.value })}
          />
        </Field>
        <div className="flex flex-col gap-1.5">
          <p className="font-strong">{t`Seat`}</p>
          <RadioCards<Role>
            label={t`Seat`}
            value={role}
            onChange={(value) =>
              set({ is_super_admin: value === "super_admin", seat: value === "none" ? "none" : "service" })
            }
            options={[
              { value: "super_admin", label: t`Super admin`, hint: t`Sees and changes everything.` },
              { value: "service", label: t`Service seat`, hint: t`Works in the whole help desk.` },
              {
                value: "none",
                label: t`Access without a seat`,
                hint: t`Looks, edits, replies and comments in a few views.`,
              },
            ]}
          />
        </div>
        {role === "super_admin" ? null : (
          <>
            <Field label={t`Sees`}>
              <Select<Visibility>
                value={wish.visibility}
                onChange={(visibility) => set({ visibility })}
                options={[
                  { value: "everything", label: t`All tickets` },
                  { value: "team", label: t`Tickets of the team` },
                  { value: "owned", label: t`Own tickets` },
                ]}
              />
            </Field>
            <Checkbox
              label={t`Sees unassigned tickets too`}
              checked={wish.sees_unassigned}
              onChange={(sees) => set({ sees_unassigned: sees })}
            />
            <Permissions held={wish.permissions} onChange={(permissions) => set({ permissions })} />
          </>
        )}
      </form>
    </Panel>
  );
}

function Permissions({
  held,
  onChange,
}: {
  readonly held: readonly string[];
  readonly onChange: (held: readonly string[]) => void;
}) {
  const { t } = useLingui();
  const permissions = [
    { value: "delete_tickets", label: t`Delete tickets`, hint: t`And mark them as spam.` },
    { value: "account_access", label: t`Account access`, hint: t`Connect addresses, decide about parked mail.` },
    { value: "manage_availability", label: t`Manage availability`, hint: t`Set colleagues available or away.` },
    { value: "manage_users", label: t`Manage users and teams`, hint: t`Invite, change and deactivate users.` },
  ];
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="pb-1.5 font-strong">{t`May also`}</legend>
      {permissions.map(({ value, label, hint }) => (
        <Checkbox
          key={value}
          label={label}
          hint={hint}
          checked={held.includes(value)}
          onChange={(on) => onChange(on ? [...held, value] : held.filter((other) => other !== value))}
        />
      ))}
    </fieldset>
  );
}
