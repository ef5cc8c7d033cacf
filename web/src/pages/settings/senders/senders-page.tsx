/** Whose mail is never spam, and whose always is: by address or by domain. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Ban from "lucide-react/icons/ban";
import Check from "lucide-react/icons/check";
import MailX from "lucide-react/icons/mail-x";
import X from "lucide-react/icons/x";
import { type FormEvent, useState } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { QueryFailure } from "~/api/query-failure";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Badge } from "~/ui/badge";
import { Button, IconButton } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Field, Input } from "~/ui/field";
import { RelativeTime } from "~/ui/relative-time";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { SettingsPage } from "../settings-page.tsx";
import { type Rule, type Verdict, sendersQuery } from "./senders-query.ts";

/** Fewer are seen at a glance. */
const worthSearching = 8;

export function SendersPage() {
  const { t } = useLingui();
  const { data: rules, error, refetch } = useQuery(sendersQuery);
  const [typed, setTyped] = useState("");
  useTitle(t`Senders`);
  const shown = (rules ?? []).filter((rule) => rule.sender.includes(typed.trim().toLowerCase()));
  return (
    <SettingsPage
      title={t`Senders`}
      lead={t`Mail of an allowed sender is never spam, and mail of a denied sender always is, also when it answers a conversation that goes on. A domain stands for all addresses in it; the most exact entry counts.`}
    >
      {error && !rules ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!rules && !error ? <SkeletonText lines={3} /> : null}
      {rules ? <AddSender /> : null}
      {rules && rules.length >= worthSearching ? (
        <Input
          type="search"
          aria-label={t`Find a sender`}
          placeholder={t`Find a sender`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="max-w-sm"
        />
      ) : null}
      {rules?.length === 0 ? (
        <EmptyState icon={<MailX size={28} strokeWidth={1.5} />} title={t`No senders yet`}>
          <Trans>When you mark a ticket as spam you can deny its sender at once.</Trans>
        </EmptyState>
      ) : null}
      {rules && rules.length > 0 && shown.length === 0 ? <p className="text-quiet">{t`Nothing was found`}</p> : null}
      {shown.length > 0 ? <Senders rules={shown} /> : null}
    </SettingsPage>
  );
}

function AddSender() {
  const { t } = useLingui();
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const act = useAct();
  const [sender, setSender] = useState("");
  const [verdict, setVerdict] = useState<Verdict>("deny");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!sender.trim()) return;
    act.run(async () => {
      await api.post("/sender-rules", { verdict, sender });
      setSender("");
      await client.invalidateQueries({ queryKey: keys.senders });
    });
  }
  return (
    <form onSubmit={submit} noValidate aria-label={t`Add a sender`} className="flex flex-wrap items-start gap-3">
      <Field
        label={t`Address or domain`}
        className="min-w-56 flex-1"
        {...(act.fault ? { error: faultWords(act.fault) } : {})}
      >
        <Input
          value={sender}
          onChange={(event) => setSender(event.target.value)}
          placeholder="example.com"
          maxLength={320}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label={t`Mail from there`} className="w-40">
        <Select<Verdict>
          value={verdict}
          onChange={setVerdict}
          options={[
            { value: "deny", label: t`Denied` },
            { value: "allow", label: t`Allowed` },
          ]}
        />
      </Field>
      <Button
        type="submit"
        weight="primary"
        busy={act.isBusy}
        disabled={!sender.trim()}
        className="mt-6 pointer-coarse:h-11"
      >{t`Add`}</Button>
    </form>
  );
}

function Senders({ rules }: { readonly rules: readonly Rule[] }) {
  const { t } = useLingui();
  const remove = useRemoveRule();
  return (
    <ul aria-label={t`Senders`} className="overflow-hidden rounded-8 border border-border">
      {rules.map((rule) => (
        <li
          key={rule.id}
          className="flex min-h-11 items-center gap-x-3 border-b border-border px-4 last:border-0 max-sm:flex-wrap max-sm:py-1"
        >
          <span
            className="min-w-0 flex-1 truncate font-strong max-sm:basis-full max-sm:break-words max-sm:whitespace-normal"
            title={rule.sender}
          >
            {rule.sender}
          </span>
          {rule.verdict === "deny" ? (
            <Badge tone="danger" icon={<Ban size={12} aria-hidden />}>{t`Denied`}</Badge>
          ) : (
            <Badge tone="success" icon={<Check size={12} aria-hidden />}>{t`Allowed`}</Badge>
          )}
          <RelativeTime
            at={rule.added_at}
            look="short"
            className="w-14 shrink-0 text-12 text-quiet max-sm:mr-auto sm:text-right"
          />
          <IconButton
            size="small"
            label={t`Remove ${rule.sender}`}
            icon={<X size={14} />}
            onClick={() => void remove(rule)}
          />
        </li>
      ))}
    </ul>
  );
}

function useRemoveRule(): (rule: Rule) => Promise<void> {
  const { t } = useLingui();
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const refresh = () => void client.invalidateQueries({ queryKey: keys.senders });
  async function putBack({ verdict, sender }: Rule) {
    await api.post("/sender-rules", { verdict, sender }).catch((fault: unknown) => toast.failed(faultWords(fault)));
    refresh();
  }
  return async (rule) => {
    const { sender } = rule;
    client.setQueryData(
      sendersQuery.queryKey,
      (answer) => answer && { rules: answer.rules.filter((one) => one.id !== rule.id) },
    );
    try {
      await api.delete(`/sender-rules/${rule.id}`);
      toast.done(t`${sender} is removed`, { undo: () => void putBack(rule) });
    } catch (fault) {
      toast.failed(faultWords(fault));
    }
    refresh();
  };
}
