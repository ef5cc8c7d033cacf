/** Who may use it: oneself, teams, or everyone. */
import { useLingui } from "@lingui/react/macro";
import { Checkbox } from "~/ui/checkbox";
import { Field } from "~/ui/field";
import { Select } from "~/ui/select";
import { useDirectory, useMe } from "~/users/session";
import type { SharedWith, Sharing } from "./canned.ts";

export function useSharingWords(): Record<SharedWith, string> {
  const { t } = useLingui();
  return { private: t`Only me`, teams: t`Teams`, everyone: t`Everyone` };
}

export function SharingField({
  value,
  onChange,
}: {
  readonly value: Sharing;
  readonly onChange: (value: Sharing) => void;
}) {
  const { t } = useLingui();
  const directory = useDirectory();
  const me = useMe();
  const words = useSharingWords();
  const teams = directory.teams.filter(
    (team) => me.is_super_admin || team.member_ids.includes(me.id) || value.team_ids.includes(team.id),
  );
  return (
    <div className="flex flex-col gap-2">
      <Field label={t`Who can use it`}>
        <Select
          value={value.shared_with}
          onChange={(shared_with) => onChange({ ...value, shared_with })}
          options={(Object.keys(words) as SharedWith[])
            .filter((one) => one !== "teams" || teams.length > 0)
            .map((one) => ({ value: one, label: words[one] }))}
        />
      </Field>
      {value.shared_with === "teams" ? (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="sr-only">{t`Teams`}</legend>
          {teams.map((team) => (
            <Checkbox
              key={team.id}
              label={team.name}
              checked={value.team_ids.includes(team.id)}
              onChange={(isIn) =>
                onChange({
                  ...value,
                  team_ids: isIn ? [...value.team_ids, team.id] : value.team_ids.filter((id) => id !== team.id),
                })
              }
            />
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
