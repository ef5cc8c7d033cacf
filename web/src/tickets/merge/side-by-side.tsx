/** The two tickets beside each other, one of them the primary. */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { findStatus, findUser, useDirectory } from "~/users/session";
import { useTicketScreen } from "../queries.ts";

export type SideBySideProps = {
  readonly one: number;
  readonly other: number;
  readonly primaryId: number;
  readonly onPrimary: (id: number) => void;
  readonly onAnother: () => void;
};

export function SideBySide({ one, other, primaryId, onPrimary, onAnother }: SideBySideProps) {
  const { t } = useLingui();
  const group = useRef<HTMLDivElement>(null);
  // What was pressed to choose the other is gone: one goes on with which of the two is primary.
  // The radios know each other, and their arrow keys, from their second drawing on.
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    setDrawn(true);
    if (isDrawn) group.current?.querySelector<HTMLElement>("[role=radio][data-checked]")?.focus();
  }, [isDrawn]);
  return (
    <RadioGroup
      ref={group}
      aria-label={t`Which ticket is primary`}
      value={String(primaryId)}
      onValueChange={(value) => onPrimary(Number(value))}
      className="grid grid-cols-2 gap-x-3 gap-y-1 max-sm:grid-cols-1 max-sm:gap-y-3"
    >
      <Side id={one} />
      <Side id={other} />
      <Button
        weight="quiet"
        size="small"
        className="justify-self-end sm:col-start-2"
        onClick={onAnother}
      >{t`Choose another`}</Button>
    </RadioGroup>
  );
}

function Side({ id }: { readonly id: number }) {
  const { t } = useLingui();
  const radio = useId();
  const directory = useDirectory();
  const { data } = useTicketScreen(id);
  const ticket = data?.ticket;
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-8 border border-border-strong px-3 py-2.5 has-data-checked:border-accent has-data-checked:bg-accent-soft">
      {ticket ? (
        <>
          <h3 id={`${radio}-name`} className="line-clamp-3 break-words">
            <bdi>{ticket.name}</bdi>
          </h3>
          <p className="text-12 text-quiet">
            <span className="tabular">#{ticket.id}</span> · {findStatus(directory, ticket.status_id)?.label} ·{" "}
            {findUser(directory, ticket.owner_id)?.name ?? t`No owner`}
          </p>
          <p className="truncate text-12 text-quiet">
            <bdi>{ticket.contact?.name || ticket.contact?.email || t`No contact`}</bdi>
          </p>
          <p className="text-12 text-quiet">
            {plural(ticket.message_count, { one: "# message", other: "# messages" })} ·{" "}
            <RelativeTime at={ticket.active_at} />
          </p>
        </>
      ) : (
        <SkeletonText lines={4} />
      )}
      <span className="mt-1 flex items-center gap-2">
        <Radio.Root
          value={String(id)}
          aria-labelledby={`${radio}-label`}
          aria-describedby={`${radio}-name`}
          className="flex size-4 shrink-0 items-center justify-center rounded-full border border-border-field bg-surface data-checked:border-accent data-checked:bg-accent"
        >
          <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
        </Radio.Root>
        <span id={`${radio}-label`}>{t`Primary`}</span>
      </span>
    </div>
  );
}
