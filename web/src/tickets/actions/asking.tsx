/** The dialogs of the acts that ask first: each is fetched when it is opened for the first time. */
import { Suspense, lazy } from "react";
import type { TicketWhole } from "~/api/shapes";
import { useTicketActs } from "../commands.ts";
import { useTicketScreen } from "../queries.ts";
import type { AskingAct } from "./acts.ts";

const MergeDialog = lazy(async () => ({ default: (await import("../merge/merge-dialog.tsx")).MergeDialog }));
const MoveThreadDialog = lazy(async () => ({
  default: (await import("../move/move-thread-dialog.tsx")).MoveThreadDialog,
}));
const SpamDialog = lazy(async () => ({ default: (await import("../spam/spam-dialog.tsx")).SpamDialog }));
const SnoozeDialog = lazy(async () => ({ default: (await import("../snooze/snooze-dialog.tsx")).SnoozeDialog }));
const DeleteDialog = lazy(async () => ({ default: (await import("../trash/delete-dialog.tsx")).DeleteDialog }));

export function Asking({
  ticket,
  act,
  onClose,
}: {
  readonly ticket: TicketWhole;
  readonly act: AskingAct;
  readonly onClose: () => void;
}) {
  const { data: screen } = useTicketScreen(ticket.id);
  const { trash } = useTicketActs(ticket.id);
  return (
    <Suspense fallback={null}>
      {act === "merge" ? <MergeDialog ticket={ticket} onClose={onClose} /> : null}
      {act === "move" && screen ? (
        <MoveThreadDialog threads={screen.threads} ticket={ticket} onClose={onClose} />
      ) : null}
      {act === "spam" && screen ? <SpamDialog ticket={ticket} threads={screen.threads} onClose={onClose} /> : null}
      {act === "snooze" ? <SnoozeDialog ticket={ticket} onClose={onClose} /> : null}
      {act === "delete" ? <DeleteDialog count={1} onDelete={() => void trash()} onClose={onClose} /> : null}
    </Suspense>
  );
}
