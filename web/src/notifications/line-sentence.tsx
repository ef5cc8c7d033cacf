/** What happened, in one sentence: of one event what it was, of many how many. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { EventSentence } from "~/conversations/event-sentence";
import { useMe } from "~/users/session";
import type { NotificationLine } from "./queries.ts";

export function LineSentence({ line }: { readonly line: NotificationLine }) {
  const only = line.kinds.length === 1 ? line.kinds[0] : undefined;
  if (line.count > 1 && only === "answered")
    return <Plural value={line.count} one="# new message" other="# new messages" />;
  if (line.count > 1 && only === "commented")
    return <Plural value={line.count} one="# new comment" other="# new comments" />;
  if (line.count > 1 && only === "changed") return <Plural value={line.count} one="# update" other="# updates" />;
  if (line.count > 1 && only === "mentioned")
    return <Plural value={line.count} one="You were mentioned # time" other="You were mentioned # times" />;
  if (line.count > 1)
    return (
      <>
        <Latest line={line} />{" "}
        <span className="text-quiet">
          · <Plural value={line.count - 1} one="# more" other="# more" />
        </span>
      </>
    );
  return <Latest line={line} />;
}

function Latest({ line }: { readonly line: NotificationLine }) {
  const { t } = useLingui();
  const me = useMe();
  const writer = line.writer ?? t`Somebody`;
  switch (line.kind) {
    case "assigned":
      if (line.conversation)
        return line.event.actor.id !== me.id && line.event.actor.name ? (
          <Trans>{line.event.actor.name} assigned the conversation to you</Trans>
        ) : (
          <Trans>The conversation was assigned to you</Trans>
        );
      return line.event.actor.id !== null && line.event.actor.id !== me.id && line.event.actor.name ? (
        <Trans>{line.event.actor.name} assigned the ticket to you</Trans>
      ) : (
        <Trans>The ticket was assigned to you</Trans>
      );
    case "answered":
      return <Trans>{writer} wrote</Trans>;
    case "mentioned":
      return <Trans>{writer} mentioned you</Trans>;
    case "commented":
      return <Trans>{writer} commented</Trans>;
    case "failed":
      return <Trans>A reply did not reach the customer</Trans>;
    case "unassigned":
      if (line.conversation) return <Trans>A conversation that nobody owns</Trans>;
      return <Trans>A new ticket that nobody owns</Trans>;
    case "returned":
      return line.event.name === "TicketWoken" ? (
        <Trans>The ticket came back from its snooze</Trans>
      ) : (
        <Trans>Your scheduled reply came back</Trans>
      );
    case "due_soon":
    case "overdue":
    case "changed":
      return <EventSentence event={line.event} />;
  }
}
