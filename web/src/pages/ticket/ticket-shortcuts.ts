/** The keys of the ticket screen. j, k and Esc belong to the walk through the list. */
import { useLingui } from "@lingui/react/macro";
import { useCommands } from "~/lib/shortcuts";

export type TicketActs = {
  readonly reply: () => void;
  readonly comment: () => void;
  readonly toggleClosed: () => void;
  readonly assign: () => void;
  readonly take: () => void;
  readonly prioritise: () => void;
};

/** `acts` is null where the ticket is only read. */
export function useTicketShortcuts(isClosed: boolean, acts: TicketActs | null): void {
  const { t } = useLingui();
  const group = t`Ticket`;
  useCommands(
    acts === null
      ? []
      : [
          { id: "reply", label: t`Reply to the customer`, group, keys: "r", run: acts.reply },
          { id: "comment", label: t`Comment for colleagues`, group, keys: "c", run: acts.comment },
          {
            id: "close-ticket",
            label: isClosed ? t`Reopen the ticket` : t`Close the ticket`,
            group,
            keys: "e",
            run: acts.toggleClosed,
          },
          { id: "assign", label: t`Assign`, group, keys: "a", run: acts.assign },
          { id: "take", label: t`Assign to me`, group, keys: "Shift+a", run: acts.take },
          { id: "prioritise", label: t`Set the priority`, group, keys: "p", run: acts.prioritise },
        ],
  );
}
