/** What moved the ticket between two messages: one quiet line each, folded when many. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import ArrowRightLeft from "lucide-react/icons/arrow-right-left";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleDot from "lucide-react/icons/circle-dot";
import Pencil from "lucide-react/icons/pencil";
import Sparkle from "lucide-react/icons/sparkle";
import Trash2 from "lucide-react/icons/trash-2";
import Undo2 from "lucide-react/icons/undo-2";
import UserRound from "lucide-react/icons/user-round";
import { useState } from "react";
import type { TimelineEvent } from "~/api/shapes";
import { RelativeTime } from "~/ui/relative-time";
import { EventSentence, useViaWord } from "./event-sentence.tsx";
import { notesShownSingly } from "./thread-items.ts";

function iconOf(event: TimelineEvent) {
  if (event.name === "TicketAssigned" || event.name === "ThreadAssigned" || event.name.startsWith("TicketContact"))
    return UserRound;
  if (event.name === "TicketStatusChanged" || event.name === "ThreadClosed" || event.name === "ThreadReopened")
    return CircleDot;
  if (event.name === "TicketOpened") return Sparkle;
  if (event.name === "ReplyUndone" || event.name === "ForwardUndone") return Undo2;
  if (event.name === "TicketTrashed" || event.name === "TicketRestored") return Trash2;
  if (event.name === "SlaOverdue") return CircleAlert;
  return event.name === "TicketChanged" ? Pencil : ArrowRightLeft;
}

function Note({ event }: { readonly event: TimelineEvent }) {
  const via = useViaWord()(event);
  const Icon = iconOf(event);
  return (
    <li className="flex min-h-6 items-start gap-2 text-12 text-quiet">
      <Icon size={12} className="mt-1 shrink-0" aria-hidden />
      <span className="min-w-0 py-0.5 break-words">
        <EventSentence event={event} />
        {via ? ` ${via}` : null}
        <span aria-hidden> · </span>
        <RelativeTime at={event.at} className="whitespace-nowrap" />
      </span>
    </li>
  );
}

export function SystemNotes({ events }: { readonly events: readonly TimelineEvent[] }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const folded = !open && events.length > notesShownSingly;
  const last = events.at(-1);
  if (!last) return null;
  const more = events.length - 1;
  return (
    <ul aria-label={t`Changes`} className="my-1 flex flex-col pl-[52px] max-sm:pl-3">
      {folded ? (
        <li className="text-12">
          <button
            type="button"
            aria-expanded={false}
            onClick={() => setOpen(true)}
            className="-ml-1.5 h-6 rounded-4 px-1.5 text-quiet hover:bg-hover hover:text-text"
          >
            {plural(more, { one: "# earlier change", other: "# earlier changes" })}
          </button>
        </li>
      ) : null}
      {(folded ? [last] : events).map((event) => (
        <Note key={event.id} event={event} />
      ))}
      {open ? (
        <li className="text-12">
          <button
            type="button"
            aria-expanded
            onClick={() => setOpen(false)}
            className="-ml-1.5 h-6 rounded-4 px-1.5 text-quiet hover:bg-hover hover:text-text"
          >
            <Trans>Fold changes</Trans>
          </button>
        </li>
      ) : null}
    </ul>
  );
}
