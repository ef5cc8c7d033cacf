/** The selected tickets become one: which of them is the primary? */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { TicketRow } from "~/api/shapes";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { RadioCards } from "~/ui/radio-cards";

type Props = {
  readonly tickets: readonly TicketRow[];
  readonly onMerge: (primaryId: number) => void;
  readonly onClose: () => void;
};

export function MergeDialog({ tickets, onMerge, onClose }: Props) {
  const { t } = useLingui();
  const [primary, setPrimary] = useState(String(tickets[0]?.id));
  return (
    <Dialog
      open
      onClose={onClose}
      title={plural(tickets.length, { one: "Merge # ticket", other: "Merge # tickets" })}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            weight="primary"
            onClick={() => {
              onClose();
              onMerge(Number(primary));
            }}
          >{t`Merge`}</Button>
        </>
      }
    >
      <p className="pb-3">{t`All become one ticket with every conversation. Where values differ, those of the primary stay.`}</p>
      <RadioCards
        label={t`Primary`}
        value={primary}
        onChange={setPrimary}
        options={tickets.map((ticket) => ({
          value: String(ticket.id),
          label: <bdi>{ticket.name}</bdi>,
          hint: <bdi>{ticket.contact?.name || ticket.contact?.email || t`No contact`}</bdi>,
        }))}
      />
    </Dialog>
  );
}
