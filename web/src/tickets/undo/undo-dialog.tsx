/** Undoing a merge or a split, at any time: tells what goes where before it does. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { keys } from "~/api/keys";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { SkeletonText } from "~/ui/skeleton";
import { useUndo } from "./use-undo.ts";

type Going = { readonly id: number; readonly name: string | null; readonly messages: number; readonly since: number };
type Preview = { readonly act: "merge" | "split"; readonly tickets: readonly Going[] };

export function UndoDialog({
  ticketId,
  act,
  onClose,
}: {
  readonly ticketId: number;
  readonly act: "merge" | "split";
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const undo = useUndo();
  const { data, error } = useQuery({
    queryKey: [...keys.ticket(ticketId), "undo-preview"],
    queryFn: ({ signal }) => api.get<Preview>(`/tickets/${ticketId}/undo-preview`, { signal }),
    staleTime: 0,
  });
  const label = act === "merge" ? t`Undo the merge` : t`Undo the split`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={label}
      footer={
        <>
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            weight="primary"
            disabled={!data}
            onClick={() => {
              onClose();
              void undo(ticketId, act);
            }}
          >
            {label}
          </Button>
        </>
      }
    >
      <FaultBanner fault={error} />
      {data ? (
        <>
          <p>
            {act === "merge"
              ? t`Both tickets come back as they were. What was said since goes along:`
              : t`This ticket goes, and all that is in it goes back:`}
          </p>
          <ul className="mt-3 flex flex-col gap-2">
            {data.tickets.map((ticket) => (
              <li key={ticket.id} className="rounded-8 border border-border px-3 py-2">
                <span className="tabular text-quiet">#{ticket.id}</span>{" "}
                {ticket.name ? <bdi className="break-words">{ticket.name}</bdi> : null}
                <span className="block text-12 text-quiet">
                  {plural(ticket.messages, { one: "gets # message or comment", other: "gets # messages and comments" })}
                  {ticket.since > 0 ? (
                    <span>
                      {" "}
                      · {plural(ticket.since, { one: "# of them written since", other: "# of them written since" })}
                    </span>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
          {act === "merge" ? (
            <p className="mt-3 text-12 text-quiet">
              <Trans>Values that were changed on the merged ticket are not carried back.</Trans>
            </p>
          ) : null}
        </>
      ) : error ? null : (
        <SkeletonText lines={4} />
      )}
    </Dialog>
  );
}
