/** A team's name and its members. */
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { FaultBanner } from "~/api/fault-banner";
import { useIsChanged } from "~/lib/unsaved";
import { Avatar } from "~/ui/avatar";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { useDirectory } from "~/users/session";
import { type TeamRow, useTeamActs } from "./user-queries.ts";

type Membership = "none" | "main" | "extra";

export function TeamPanel({ team, onClose }: { readonly team: TeamRow | null; readonly onClose: () => void }) {
  const { t } = useLingui();
  const form = useId();
  const { users } = useDirectory();
  const { add, change, remove } = useTeamActs();
  const [name, setName] = useState(team?.name ?? "");
  const [main, setMain] = useState<readonly number[]>(team?.main_member_ids ?? []);
  const [extra, setExtra] = useState<readonly number[]>(team?.extra_member_ids ?? []);
  const fault = add.error ?? change.error;
  const isUnsaved = useIsChanged([name, main.toSorted(), extra.toSorted()]) && !add.isPending && !change.isPending;

  function join(id: number, as: Membership) {
    const without = (ids: readonly number[]) => ids.filter((other) => other !== id);
    setMain(as === "main" ? [...without(main), id] : without(main));
    setExtra(as === "extra" ? [...without(extra), id] : without(extra));
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const wish = { name: name.trim(), main_member_ids: main, extra_member_ids: extra };
    const onSuccess = () => {
      toast.done(t`Saved`);
      onClose();
    };
    if (team) change.mutate({ id: team.id, ...wish }, { onSuccess });
    else add.mutate(wish, { onSuccess });
  }
  return (
    <Panel
      title={team ? team.name : t`New team`}
      onClose={onClose}
      isUnsaved={isUnsaved}
      footer={
        <>
          {team ? (
            <Button
              weight="quiet"
              className="mr-auto"
              busy={remove.isPending}
              onClick={() => remove.mutate(team.id, { onSuccess: onClose })}
            >{t`Remove team`}</Button>
          ) : null}
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={form}
            weight="primary"
            busy={add.isPending || change.isPending}
            disabled={!name.trim()}
          >{t`Save team`}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5" noValidate>
        <FaultBanner fault={fault} />
        <Field label={t`Name`}>
          <Input value={name} onChange={(event) => setName(event.target.value)} dir="auto" />
        </Field>
        <div className="flex flex-col gap-1.5">
          <p className="font-strong">{t`Members`}</p>
          <p className="text-quiet">{t`New tickets are given to main members; extra members help out.`}</p>
          <ul className="mt-1 flex flex-col">
            {users
              .filter((user) => user.is_active)
              .map((user) => (
                <li key={user.id} className="flex h-10 items-center gap-2.5">
                  <Avatar name={user.name} tintFrom={user.email} size={24} shape="square" />
                  <span dir="auto" className="min-w-0 flex-1 truncate">
                    {user.name}
                  </span>
                  <Select<Membership>
                    label={t`${user.name} in this team`}
                    look="inline"
                    value={main.includes(user.id) ? "main" : extra.includes(user.id) ? "extra" : "none"}
                    onChange={(as) => join(user.id, as)}
                    options={[
                      { value: "none", label: t`Not a member` },
                      { value: "main", label: t`Main member` },
                      { value: "extra", label: t`Extra member` },
                    ]}
                  />
                </li>
              ))}
          </ul>
        </div>
      </form>
    </Panel>
  );
}
