/** The inboxes beside the help desk: added, renamed, put away. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { QueryFailure } from "~/api/query-failure";
import { type InboxRow, inboxesQuery } from "~/conversations/inboxes";
import { useTitle } from "~/lib/title";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { Field, Input } from "~/ui/field";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { SettingsPage } from "../settings-page.tsx";

export function InboxesSettingsPage() {
  const { t } = useLingui();
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const { data, error, refetch } = useQuery(inboxesQuery);
  const [named, setNamed] = useState<InboxRow | "new" | null>(null);
  useTitle(t`Inboxes`);
  const inboxes = data?.inboxes.filter((inbox) => inbox.kind === "inbox" && !inbox.is_archived) ?? [];
  const refresh = () => void client.invalidateQueries({ queryKey: keys.inboxes });
  const archive = (inbox: InboxRow) =>
    void api
      .delete(`/inboxes/${inbox.id}`)
      .then(() => toast.done(t`${inbox.name} is put away`))
      .catch((fault: unknown) => void toast.failed(faultWords(fault)))
      .finally(refresh);
  return (
    <SettingsPage
      title={t`Inboxes`}
      lead={t`Conversations that need no ticket. An e-mail account says in its settings where its new conversations go.`}
      action={
        <Button weight="primary" onClick={() => setNamed("new")}>
          <Plus size={16} aria-hidden className="-ml-1" />
          {t`Add an inbox`}
        </Button>
      }
    >
      {error && !data ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonText lines={3} /> : null}
      {data && inboxes.length === 0 ? (
        <p className="text-quiet">
          <Trans>There is no inbox yet.</Trans>
        </p>
      ) : null}
      {inboxes.length > 0 ? (
        <ul aria-label={t`Inboxes`} className="overflow-hidden rounded-8 border border-border">
          {inboxes.map((inbox) => (
            <li key={inbox.id} className="flex items-center gap-2 border-b border-border px-4 py-2.5 last:border-0">
              <span dir="auto" className="min-w-0 flex-1 truncate font-strong">
                {inbox.name}
              </span>
              <Button
                size="small"
                aria-label={t`Rename ${inbox.name}`}
                onClick={() => setNamed(inbox)}
              >{t`Rename`}</Button>
              <Button
                size="small"
                aria-label={t`Archive ${inbox.name}`}
                onClick={() => archive(inbox)}
              >{t`Archive`}</Button>
            </li>
          ))}
        </ul>
      ) : null}
      {named ? (
        <NameDialog inbox={named === "new" ? null : named} onClose={() => setNamed(null)} onDone={refresh} />
      ) : null}
    </SettingsPage>
  );
}

function NameDialog({
  inbox,
  onClose,
  onDone,
}: {
  readonly inbox: InboxRow | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useLingui();
  const act = useAct();
  const [name, setName] = useState(inbox?.name ?? "");
  const save = () =>
    act.run(async () => {
      await (inbox ? api.patch(`/inboxes/${inbox.id}`, { name }) : api.post("/inboxes", { name }));
      onDone();
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={inbox ? t`Rename the inbox` : t`Add an inbox`}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button weight="primary" busy={act.isBusy} disabled={name.trim() === ""} onClick={save}>
            {inbox ? t`Save` : t`Add`}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <FaultBanner fault={act.fault} />
        <Field label={t`Name`}>
          <Input value={name} maxLength={100} dir="auto" onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
