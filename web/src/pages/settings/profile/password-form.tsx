/** Choosing another password, knowing the one that holds. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { toast } from "~/ui/toast";
import { NewPassword } from "~/users/new-password";

export function PasswordForm() {
  const { t } = useLingui();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const act = useAct();
  const submit = () =>
    act.run(async () => {
      await api.post("/password", { current, new: next });
      setCurrent("");
      setNext("");
      toast.done(t`Your new password holds`);
    });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FaultBanner fault={act.fault} />
      <Field label={t`Current password`}>
        <Input
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field label={t`New password`} hint={t`At least 10 characters.`}>
        <NewPassword value={next} onChange={setNext} />
      </Field>
      <Button
        type="submit"
        className="self-start"
        busy={act.isBusy}
        disabled={!current || !next}
      >{t`Change password`}</Button>
    </form>
  );
}
