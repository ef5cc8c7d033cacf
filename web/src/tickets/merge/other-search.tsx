/** Finds another ticket. Before anything is typed, what else the same contact came with. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useDeferredValue, useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { Field, Input } from "~/ui/field";
import { walkFound } from "~/lib/walk-found";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { findStatus, useDirectory } from "~/users/session";
import { useTicketScreen } from "../queries.ts";
import { type Other, useOthers } from "./find-others.ts";

export function OtherSearch({
  ticketId,
  onChoose,
}: {
  readonly ticketId: number;
  readonly onChoose: (other: Other) => void;
}) {
  const { data: screen } = useTicketScreen(ticketId);
  return <TicketSearch besides={ticketId} suggested={screen?.other_tickets} onChoose={onChoose} />;
}

/** `besides` is not found. */
type Props = {
  readonly besides: number | null;
  readonly suggested: readonly Other[] | undefined;
  readonly onChoose: (other: Other) => void;
};

export function TicketSearch({ besides, suggested, onChoose }: Props) {
  const { t } = useLingui();
  const directory = useDirectory();
  const faultWords = useFaultWords();
  const [typed, setTyped] = useState("");
  const asked = useDeferredValue(typed);
  const { others, error } = useOthers(asked, besides);
  const isSearching = asked.trim() !== "";
  const shown = isSearching ? others : suggested;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only hears arrows from what is inside
    <div onKeyDown={walkFound} className="flex flex-col gap-2">
      <Field label={t`Search`} hint={t`By name, number or contact.`}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- one opened the dialog to search */}
        <Input
          type="search"
          autoFocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            const first = isSearching ? others?.[0] : undefined;
            if (event.key !== "Enter" || !first) return;
            event.preventDefault();
            onChoose(first);
          }}
        />
      </Field>
      {error ? (
        <p role="alert" className="text-danger">
          {faultWords(error)}
        </p>
      ) : null}
      {!isSearching && shown?.length ? (
        <h3 className="text-12 text-quiet">
          <Trans>Other tickets of this contact</Trans>
        </h3>
      ) : null}
      {shown === undefined && !error ? <SkeletonText lines={3} /> : null}
      {isSearching && shown?.length === 0 ? (
        <p className="text-quiet">
          <Trans>No ticket was found.</Trans>
        </p>
      ) : null}
      <ul aria-label={t`Tickets found`} className="-mx-2 flex flex-col">
        {(shown ?? []).map((other) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => onChoose(other)}
              className="flex min-h-9 w-full items-center gap-3 rounded-6 px-2 text-left hover:bg-hover max-md:min-h-11"
            >
              <span className="tabular shrink-0 text-12 text-quiet">#{other.id}</span>
              <bdi className="min-w-0 flex-1 truncate">{other.name}</bdi>
              <span className="shrink-0 text-12 text-quiet">{findStatus(directory, other.status_id)?.label}</span>
              {other.active_at ? (
                <RelativeTime
                  at={other.active_at}
                  look="short"
                  className="w-12 shrink-0 text-right text-12 text-quiet"
                />
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
