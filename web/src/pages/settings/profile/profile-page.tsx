/** What is one's own: name, look, language, password, and where one is signed in. */
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { Bootstrap, Me } from "~/api/shapes";
import { type Density, type Theme, setAppearance, useAppearance } from "~/lib/appearance";
import { languageOf, languages, readAs } from "~/lib/i18n";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { LeaveGuard } from "~/ui/leave-guard";
import { RadioCards } from "~/ui/radio-cards";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { signOut, useMe } from "~/users/session";
import { SignatureForm } from "../signature-form.tsx";
import { Section, SettingsPage } from "../settings-page.tsx";
import { MySessions } from "./my-sessions.tsx";
import { PasswordForm } from "./password-form.tsx";

type MyChange = Partial<Pick<Me, "name" | "locale" | "time_zone" | "theme" | "density" | "signature_html">>;

export function useChangeMe() {
  const client = useQueryClient();
  const { t } = useLingui();
  return useMutation({
    mutationFn: (change: MyChange) => api.patch("/me", change),
    onMutate: (change) =>
      client.setQueryData<Bootstrap>(
        keys.bootstrap,
        (answer) => answer && { ...answer, user: { ...answer.user, ...change } },
      ),
    onSuccess: (_answer, change) => {
      if ("name" in change) toast.done(t`Your name is saved`); // anything else shows by itself
    },
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.bootstrap }), // the next doesn't wait for that
    scope: { id: "me" }, // of two themes chosen soon after one another, the later one holds
  });
}

export function ProfilePage() {
  const { t } = useLingui();
  useTitle(t`Profile`);
  return (
    <SettingsPage title={t`Profile`} action={<SignOut />}>
      <AboutMe />
      <MySignature />
      <Look />
      <Region />
      <Section title={t`Password`} lead={t`Changing it signs you out everywhere else.`}>
        <PasswordForm />
      </Section>
      <Section title={t`Where you are signed in`}>
        <MySessions />
      </Section>
    </SettingsPage>
  );
}

function SignOut() {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  return <Button onClick={() => void signOut(client).then(() => navigate({ to: "/sign-in" }))}>{t`Sign out`}</Button>;
}

function AboutMe() {
  const { t } = useLingui();
  const me = useMe();
  const change = useChangeMe();
  const [name, setName] = useState(me.name);
  return (
    <Section title={t`You`} lead={t`Customers see your name on your replies.`}>
      <LeaveGuard isUnsaved={name.trim() !== me.name && !change.isPending} />
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ name: name.trim() });
        }}
      >
        <Field label={t({ message: "Name", context: "person" })}>
          <Input value={name} onChange={(event) => setName(event.target.value)} dir="auto" autoComplete="name" />
        </Field>
        <Field label={t`Email`}>
          <Input value={me.email} disabled />
        </Field>
        <Button
          type="submit"
          className="self-start"
          busy={change.isPending}
          disabled={!name.trim() || name.trim() === me.name}
        >{t`Save name`}</Button>
      </form>
    </Section>
  );
}

function MySignature() {
  const { t } = useLingui();
  const me = useMe();
  const change = useChangeMe();
  return (
    <Section
      title={t`Signature`}
      lead={t`Stands below your replies. The signature of the address, if it has one, comes after it.`}
    >
      <SignatureForm
        html={me.signature_html}
        busy={change.isPending}
        onSave={(html) => change.mutate({ signature_html: html })}
      />
    </Section>
  );
}

function Look() {
  const { t } = useLingui();
  const { theme, density } = useAppearance();
  const change = useChangeMe();
  return (
    <Section title={t`Look`}>
      <Field label={t`Theme`}>
        <Select<Theme>
          value={theme}
          onChange={(value) => {
            setAppearance({ theme: value });
            change.mutate({ theme: value });
          }}
          options={[
            { value: "system", label: t`As the system` },
            { value: "light", label: t`Light` },
            { value: "dark", label: t`Dark` },
          ]}
        />
      </Field>
      <RadioCards<Density>
        label={t`Density`}
        value={density}
        onChange={(value) => {
          setAppearance({ density: value });
          change.mutate({ density: value });
        }}
        options={[
          { value: "compact", label: t`Compact`, hint: t`More tickets at a glance.` },
          { value: "comfortable", label: t`Comfortable`, hint: t`More room around each ticket.` },
        ]}
      />
    </Section>
  );
}

function Region() {
  const { t } = useLingui();
  const me = useMe();
  const change = useChangeMe();
  const choose = (zone: string) => {
    void readAs({ ...me, time_zone: zone });
    change.mutate({ time_zone: zone });
  };
  const zones = [...new Set([me.time_zone, ...Intl.supportedValuesOf("timeZone")])].filter(Boolean);
  return (
    <Section title={t`Language and time`}>
      <Field label={t`Language`}>
        <Select
          value={languageOf(me.locale)}
          onChange={(value) => {
            void readAs({ ...me, locale: value });
            change.mutate({ locale: value });
          }}
          options={languages}
        />
      </Field>
      <Field label={t`Time zone`}>
        <Select
          value={me.time_zone}
          onChange={choose}
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        />
      </Field>
    </Section>
  );
}
