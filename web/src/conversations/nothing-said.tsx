/** Where no words stand: because nobody said any yet, or because the conversation went elsewhere. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import ArrowRightLeft from "lucide-react/icons/arrow-right-left";
import MessageSquare from "lucide-react/icons/message-square";
import type { TimelineEvent } from "~/api/shapes";
import { EmptyState } from "~/ui/empty-state";
import { inboxesQuery } from "./inboxes.ts";
import { ToConversation } from "./to-conversation.tsx";

export function NothingSaid({
  events,
  mayAnswer,
}: {
  /** Newest first. */ readonly events: readonly TimelineEvent[];
  readonly mayAnswer: boolean;
}) {
  const { t } = useLingui();
  const { data } = useQuery(inboxesQuery);
  const moved = events.find((event) => event.name === "ThreadMoved");
  const inbox = data?.inboxes.find((one) => one.id === moved?.body["to_inbox_id"]);
  // Every ticket has a history; until it has come, nothing is said of it.
  if (events.length === 0) return null;
  if (!moved || inbox?.kind === "help_desk")
    return (
      <EmptyState icon={<MessageSquare size={28} strokeWidth={1.5} />} title={t`Nothing was said yet`}>
        {mayAnswer ? <Trans>Write to the customer below, or leave a comment for colleagues.</Trans> : null}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<ArrowRightLeft size={28} strokeWidth={1.5} />}
      title={
        inbox ? (
          <Trans>
            The conversation was moved to <bdi>{inbox.name}</bdi>
          </Trans>
        ) : (
          <Trans>The conversation was moved to an inbox</Trans>
        )
      }
      action={
        moved.place ? (
          <ToConversation place={moved.place}>
            <Trans>Open the conversation</Trans>
          </ToConversation>
        ) : null
      }
    />
  );
}
