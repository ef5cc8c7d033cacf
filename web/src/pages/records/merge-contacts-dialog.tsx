/** Two contacts become one: find the other, choose whose values win, merge. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MergeFrame } from "~/crm/merge-frame";
import { type WholeRecord, recordQuery } from "~/crm/record-queries";
import { RecordSearch } from "~/crm/record-search";
import { useAct } from "~/lib/use-act";
import { Button } from "~/ui/button";
import { RadioCards } from "~/ui/radio-cards";
import { useContactMerging } from "./use-contact-merging.ts";

type Chosen = { readonly id: number; readonly name: string };

export function MergeContactsDialog({
  contact,
  onClose,
}: {
  readonly contact: WholeRecord;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
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
    <MergeFrame
      title={t`Merge contacts`}
      act={act}
      mayMerge={other !== null}
      onMerge={confirm}
      onClose={onClose}
      question={t`What happens when two contacts are merged?`}
      answer={
        <>
          <li>
            <Trans>The other contact becomes part of the primary one, and its link leads there.</Trans>
          </li>
          <li>
            <Trans>The values of the primary contact stay; what is blank there is filled from the other.</Trans>
          </li>
          <li>
            <Trans>All addresses, tickets and conversations of both are kept.</Trans>
          </li>
          <li>
            <Trans>It can be undone at any time. What came from the other's addresses goes back with it.</Trans>
          </li>
        </>
      }
    >
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
    </MergeFrame>
  );
}

function Primary({
  one,
  other,
  value,
  onChange,
}: {
  readonly one: Chosen;
  readonly other: Chosen;
  readonly value: number;
  readonly onChange: (id: number) => void;
}) {
  const { t } = useLingui();
  const { data: whole } = useQuery(recordQuery("contacts", other.id));
  const { data: own } = useQuery(recordQuery("contacts", one.id));
  const card = ({ id, name }: Chosen, email: unknown) => ({
    value: String(id),
    label: <bdi>{name}</bdi>,
    ...(typeof email === "string" ? { hint: email } : {}),
  });
  return (
    <div>
      <p className="pb-2 font-strong">{t({ message: "Primary", context: "contact" })}</p>
      <RadioCards
        label={t({ message: "Primary", context: "contact" })}
        value={String(value)}
        onChange={(id) => onChange(Number(id))}
        options={[card(one, own?.["email"]), card(other, whole?.["email"])]}
      />
    </div>
  );
}
