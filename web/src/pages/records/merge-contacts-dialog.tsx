/** Two contacts become one: find the other, choose whose values win, merge. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { type WholeRecord, recordQuery } from "~/crm/record-queries";
import { RecordSearch } from "~/crm/record-search";
import { classes } from "~/lib/classes";
import { useAct } from "~/lib/use-act";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { RadioCards } from "~/ui/radio-cards";
import { useContactMerging } from "./use-contact-merging.ts";

type Chosen = { readonly id: number; readonly name: string };

export function MergeContactsDialog({ contact, onClose }: { readonly contact: WholeRecord; readonly onClose: () => void }) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const { merge } = useContactMerging();
  const act = useAct();
  const [other, setOther] = useState<Chosen | null>(null);
  const [primaryId, setPrimaryId] = useState(contact.id);
  function confirm() {
    if (!other) return;
    const otherId = primaryId === contact.id ? other.id : contact.id;
    act.run(async () => {
      await merge(primaryId, otherId);
      onClose();
    });
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Merge contacts`}
      place="top"
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button weight="primary" busy={act.isBusy} disabled={!other} onClick={confirm}>{t`Merge`}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {act.fault ? <Banner kind="danger" rounded urgent>{faultWords(act.fault)}</Banner> : null}
        {other ? (
          <>
            <Primary one={contact} other={other} value={primaryId} onChange={setPrimaryId} />
            <Button
              size="small"
              weight="quiet"
              className="self-start"
              onClick={() => {
                setOther(null);
                setPrimaryId(contact.id);
              }}
            >{t`Choose another contact`}</Button>
          </>
        ) : (
          <RecordSearch object="contacts" besides={[contact.id]} isOnlyFinding onChoose={setOther} />
        )}
        <WhatHappens />
      </div>
    </Dialog>
  );
}

function Primary({ one, other, value, onChange }: { readonly one: Chosen; readonly other: Chosen; readonly value: number; readonly onChange: (id: number) => void }) {
  const { t } = useLingui();
  const { data: whole } = useQuery(recordQuery("contacts", other.id));
  const { data: own } = useQuery(recordQuery("contacts", one.id));
  const card = ({ id, name }: Chosen, email: unknown) => ({ value: String(id), label: <bdi>{name}</bdi>, ...(typeof email === "string" ? { hint: email } : {}) });
  return (
    <div>
      <p className="pb-2 font-strong">{t`Primary`}</p>
      <RadioCards label={t`Primary`} value={String(value)} onChange={(id) => onChange(Number(id))} options={[card(one, own?.["email"]), card(other, whole?.["email"])]} />
    </div>
  );
}

function WhatHappens() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="-ml-1 flex min-h-7 items-center gap-1 rounded-4 px-1 text-left text-accent hover:underline">
        <ChevronRight size={14} aria-hidden className={classes("shrink-0 transition-transform", isOpen && "rotate-90")} />
        {t`What happens when two contacts are merged?`}
      </button>
      {isOpen ? (
        <ul className="mt-1 ml-5 list-disc pl-4 text-quiet">
          <li><Trans>The other contact becomes part of the primary one, and its link leads there.</Trans></li>
          <li><Trans>The values of the primary contact stay; what is blank there is filled from the other.</Trans></li>
          <li><Trans>All addresses, tickets and conversations of both are kept.</Trans></li>
          <li><Trans>It can be undone at any time. What came from the other's addresses goes back with it.</Trans></li>
        </ul>
      ) : null}
    </div>
  );
}
