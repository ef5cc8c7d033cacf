/** One fact of a ticket's history in one sentence. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ThreadPlace, TimelineEvent } from "~/api/shapes";
import { type RecordObject, recordQuery } from "~/crm/record-queries";
import { findStatus, findUser, useDirectory } from "~/users/session";
import { assignee, idIn, useActorName, useFieldWord, useOwnProperty, useWords } from "./event-words.ts";
import { inboxesQuery } from "./inboxes.ts";
import { ToConversation } from "./to-conversation.tsx";

type Body = TimelineEvent["body"];

function Value({ children }: { readonly children: string }) {
  return <b className="font-normal text-text">{children}</b>;
}

/** Asked for only where the whole history is shown; one that is gone is known by its number. */
function RecordName({ object, id }: { readonly object: RecordObject; readonly id: number | null }) {
  const { data } = useQuery({ ...recordQuery(object, id ?? 0), enabled: id !== null, retry: false });
  return <Value>{data?.name ?? `#${id}`}</Value>;
}

/** Leads to the ticket, or to what it became since. */
function TicketNumber({ id }: { readonly id: number | null }) {
  if (id === null) return null;
  return (
    <Link
      to="/tickets/$ticketId"
      params={{ ticketId: String(id) }}
      search={(before) => before}
      className="tabular text-accent underline underline-offset-2"
    >
      #{id}
    </Link>
  );
}

function PrimaryChanged({ who, body, whole }: { readonly who: string; readonly body: Body; readonly whole: boolean }) {
  const isCompany = body["kind"] === "company";
  const id = idIn(body, "new_id");
  if (id === null)
    return isCompany ? (
      <Trans>
        <Value>{who}</Value> left the ticket without a company
      </Trans>
    ) : (
      <Trans>
        <Value>{who}</Value> left the ticket without a contact
      </Trans>
    );
  if (!whole)
    return isCompany ? (
      <Trans>
        <Value>{who}</Value> changed the primary company
      </Trans>
    ) : (
      <Trans>
        <Value>{who}</Value> changed the primary contact
      </Trans>
    );
  const name = <RecordName object={isCompany ? "companies" : "contacts"} id={id} />;
  return isCompany ? (
    <Trans>
      <Value>{who}</Value> made {name} the primary company
    </Trans>
  ) : (
    <Trans>
      <Value>{who}</Value> made {name} the primary contact
    </Trans>
  );
}

function Moved({
  who,
  toId,
  place,
}: {
  readonly who: string;
  readonly toId: number | null;
  readonly place: ThreadPlace | null;
}) {
  const { data } = useQuery(inboxesQuery);
  const inbox = data?.inboxes.find((one) => one.id === toId);
  if (!inbox)
    return (
      <Trans>
        <Value>{who}</Value> moved a conversation
      </Trans>
    );
  if (inbox.kind === "help_desk")
    return (
      <Trans>
        <Value>{who}</Value> moved the conversation to the help desk
      </Trans>
    );
  return (
    <Trans>
      <Value>{who}</Value> moved the conversation to the inbox{" "}
      <ToConversation place={place}>{inbox.name}</ToConversation>
    </Trans>
  );
}

/** `whole` also says what stood there before. Names of people and values stand out a little from the rest. */
export function EventSentence({ event, whole = false }: { readonly event: TimelineEvent; readonly whole?: boolean }) {
  const directory = useDirectory();
  const actorName = useActorName();
  const words = useWords();
  const fieldWord = useFieldWord();
  const ownProperty = useOwnProperty();
  const { body } = event;
  const who = actorName(event);

  switch (event.name) {
    case "TicketOpened":
      return (
        <Trans>
          <Value>{who}</Value> opened the ticket
        </Trans>
      );
    case "TicketAssigned": {
      const [before, after] = [assignee(directory, body, "old"), assignee(directory, body, "new")];
      if (after === undefined)
        return before && whole ? (
          <Trans>
            <Value>{who}</Value> unassigned <Value>{before}</Value>
          </Trans>
        ) : (
          <Trans>
            <Value>{who}</Value> unassigned the ticket
          </Trans>
        );
      if (event.actor.kind === "user" && event.actor.id === idIn(body, "new_owner_id"))
        return (
          <Trans>
            <Value>{who}</Value> took the ticket
          </Trans>
        );
      if (before && whole)
        return (
          <Trans>
            <Value>{who}</Value> assigned the ticket to <Value>{after}</Value>, before <Value>{before}</Value>
          </Trans>
        );
      return (
        <Trans>
          <Value>{who}</Value> assigned the ticket to <Value>{after}</Value>
        </Trans>
      );
    }
    case "TicketStatusChanged": {
      const after = findStatus(directory, idIn(body, "new_status_id") ?? -1)?.label ?? "?";
      const before = findStatus(directory, idIn(body, "old_status_id") ?? -1)?.label ?? "?";
      if (body["old_is_closed"] === true && body["new_is_closed"] === false)
        return (
          <Trans>
            <Value>{who}</Value> reopened the ticket: <Value>{after}</Value>
          </Trans>
        );
      if (whole)
        return (
          <Trans>
            <Value>{who}</Value> changed the status from <Value>{before}</Value> to <Value>{after}</Value>
          </Trans>
        );
      return (
        <Trans>
          <Value>{who}</Value> changed the status to <Value>{after}</Value>
        </Trans>
      );
    }
    case "TicketChanged": {
      const name = String(body["field"]);
      const field = ownProperty(name)?.label ?? fieldWord(name);
      const [before, after] = [words(name, body["old"]), words(name, body["new"])];
      // Of words only that they changed is written down.
      if (name === "description" || ((body["old"] ?? null) === null && (body["new"] ?? null) === null))
        return (
          <Trans>
            <Value>{who}</Value> edited {field}
          </Trans>
        );
      if (whole)
        return (
          <Trans>
            <Value>{who}</Value> changed {field} from <Value>{before}</Value> to <Value>{after}</Value>
          </Trans>
        );
      return (
        <Trans>
          <Value>{who}</Value> changed {field} to <Value>{after}</Value>
        </Trans>
      );
    }
    case "TicketContactAdded":
      return whole ? (
        <Trans>
          <Value>{who}</Value> added the contact <RecordName object="contacts" id={idIn(body, "contact_id")} />
        </Trans>
      ) : (
        <Trans>
          <Value>{who}</Value> added a contact
        </Trans>
      );
    case "TicketContactRemoved":
      return whole ? (
        <Trans>
          <Value>{who}</Value> removed the contact <RecordName object="contacts" id={idIn(body, "contact_id")} />
        </Trans>
      ) : (
        <Trans>
          <Value>{who}</Value> removed a contact
        </Trans>
      );
    case "TicketCompanyAdded":
      return whole ? (
        <Trans>
          <Value>{who}</Value> added the company <RecordName object="companies" id={idIn(body, "company_id")} />
        </Trans>
      ) : (
        <Trans>
          <Value>{who}</Value> added a company
        </Trans>
      );
    case "TicketCompanyRemoved":
      return whole ? (
        <Trans>
          <Value>{who}</Value> removed the company <RecordName object="companies" id={idIn(body, "company_id")} />
        </Trans>
      ) : (
        <Trans>
          <Value>{who}</Value> removed a company
        </Trans>
      );
    case "TicketDealAdded":
      return whole ? (
        <Trans>
          <Value>{who}</Value> added the deal <RecordName object="deals" id={idIn(body, "deal_id")} />
        </Trans>
      ) : (
        <Trans>
          <Value>{who}</Value> added a deal
        </Trans>
      );
    case "TicketDealRemoved":
      return whole ? (
        <Trans>
          <Value>{who}</Value> removed the deal <RecordName object="deals" id={idIn(body, "deal_id")} />
        </Trans>
      ) : (
        <Trans>
          <Value>{who}</Value> removed a deal
        </Trans>
      );
    case "TicketPrimaryChanged":
      return <PrimaryChanged who={who} body={body} whole={whole} />;
    case "TicketTrashed":
      return (
        <Trans>
          <Value>{who}</Value> moved the ticket to the trash
        </Trans>
      );
    case "TicketRestored":
      return (
        <Trans>
          <Value>{who}</Value> restored the ticket
        </Trans>
      );
    case "TicketsMerged":
      return (
        <Trans>
          <Value>{who}</Value> merged tickets <TicketNumber id={idIn(body, "primary_id")} /> and{" "}
          <TicketNumber id={idIn(body, "other_id")} />
        </Trans>
      );
    case "TicketsUnmerged":
      return (
        <Trans>
          <Value>{who}</Value> undid the merge
        </Trans>
      );
    case "TicketSplit":
      return (
        <Trans>
          <Value>{who}</Value> moved messages to ticket <TicketNumber id={idIn(body, "new_ticket_id")} />
        </Trans>
      );
    case "TicketUnsplit":
      return (
        <Trans>
          <Value>{who}</Value> brought messages back from ticket <TicketNumber id={idIn(body, "new_ticket_id")} />
        </Trans>
      );
    case "TicketMarkedSpam":
      return (
        <Trans>
          <Value>{who}</Value> marked the ticket as spam
        </Trans>
      );
    case "AnswerDenied":
      return (
        <Trans>
          A denied sender answered: their mail is in Spam, on ticket <TicketNumber id={idIn(body, "spam_ticket_id")} />
        </Trans>
      );
    case "ThreadAnswerDenied":
      return event.place ? (
        <Trans>
          A denied sender answered: their mail is in Spam, in{" "}
          <ToConversation place={event.place}>a conversation of its own</ToConversation>
        </Trans>
      ) : (
        <Trans>A denied sender answered: their mail is in Spam</Trans>
      );
    case "ThreadMoved":
      return <Moved who={who} toId={idIn(body, "to_inbox_id")} place={event.place ?? null} />;
    case "ThreadAssigned": {
      const after = assignee(directory, body, "new");
      if (after === undefined)
        return (
          <Trans>
            <Value>{who}</Value> unassigned the conversation
          </Trans>
        );
      if (event.actor.kind === "user" && event.actor.id === idIn(body, "new_owner_id"))
        return (
          <Trans>
            <Value>{who}</Value> took the conversation
          </Trans>
        );
      return (
        <Trans>
          <Value>{who}</Value> assigned the conversation to <Value>{after}</Value>
        </Trans>
      );
    }
    case "ThreadClosed":
      return (
        <Trans>
          <Value>{who}</Value> closed the conversation
        </Trans>
      );
    case "ThreadReopened":
      return (
        <Trans>
          <Value>{who}</Value> reopened the conversation
        </Trans>
      );
    case "ThreadMarkedSpam":
      return (
        <Trans>
          <Value>{who}</Value> marked the conversation as spam
        </Trans>
      );
    case "ThreadNotSpam":
    case "TicketNotSpam":
      return (
        <Trans>
          <Value>{who}</Value> said that this is no spam
        </Trans>
      );
    case "TicketSnoozed":
      return (
        <Trans>
          <Value>{who}</Value> snoozed the ticket
        </Trans>
      );
    case "SlaDueSoon":
      return body["goal"] === "close" ? (
        <Trans>The ticket is to be closed soon</Trans>
      ) : body["goal"] === "next_reply" ? (
        <Trans>The next reply is due soon</Trans>
      ) : (
        <Trans>The first reply is due soon</Trans>
      );
    case "SlaOverdue":
      return body["goal"] === "close" ? (
        <Trans>Closing the ticket is overdue</Trans>
      ) : body["goal"] === "next_reply" ? (
        <Trans>The next reply is overdue</Trans>
      ) : (
        <Trans>The first reply is overdue</Trans>
      );
    case "TicketWoken":
      return body["reason"] === "closed" ? (
        <Trans>The snooze ended with the closing</Trans>
      ) : (
        <Trans>The ticket came back from its snooze</Trans>
      );
    case "TicketLinked":
      return (
        <Trans>
          <Value>{who}</Value> linked ticket <TicketNumber id={idIn(body, "other_id")} />
        </Trans>
      );
    case "TicketUnlinked":
      return (
        <Trans>
          <Value>{who}</Value> removed the link to ticket <TicketNumber id={idIn(body, "other_id")} />
        </Trans>
      );
    case "TicketFollowed":
      return (
        <Trans>
          <Value>{who}</Value> follows the ticket
        </Trans>
      );
    case "TicketUnfollowed":
      return (
        <Trans>
          <Value>{who}</Value> no longer follows the ticket
        </Trans>
      );
    case "ThreadStarted":
      return <Trans>A conversation began</Trans>;
    case "MessageReceived":
      return body["is_automatic"] === true ? (
        <Trans>An automatic mail came</Trans>
      ) : event.actor.kind === "contact" ? (
        <Trans>
          <Value>{who}</Value> wrote
        </Trans>
      ) : (
        <Trans>The customer wrote</Trans>
      );
    case "ReplyWritten":
      return (
        <Trans>
          <Value>{who}</Value> replied
        </Trans>
      );
    case "ReplyUndone":
      return (
        <Trans>
          <Value>{who}</Value> took a reply back before it left
        </Trans>
      );
    case "MessageForwarded":
      return (
        <Trans>
          <Value>{who}</Value> forwarded what was said
        </Trans>
      );
    case "ForwardUndone":
      return (
        <Trans>
          <Value>{who}</Value> took a forward back before it left
        </Trans>
      );
    case "ReplyScheduled":
      return (
        <Trans>
          <Value>{who}</Value> scheduled a reply
        </Trans>
      );
    case "ScheduledReplyReturned": {
      const writer = findUser(directory, idIn(body, "user_id"))?.name ?? "?";
      if (body["why"] === "answered")
        return (
          <Trans>
            The customer wrote first: the scheduled reply of <Value>{writer}</Value> is a draft again
          </Trans>
        );
      if (body["why"] === "withdrawn")
        return (
          <Trans>
            <Value>{who}</Value> held back the scheduled reply of <Value>{writer}</Value>
          </Trans>
        );
      if (body["why"] === "refused")
        return (
          <Trans>
            The scheduled reply of <Value>{writer}</Value> could not be sent and is a draft again
          </Trans>
        );
      return (
        <Trans>
          <Value>{who}</Value> took a scheduled reply back
        </Trans>
      );
    }
    case "ReplySent":
      return <Trans>The reply was sent</Trans>;
    case "ReplyFailed":
      return <Trans>The reply could not be sent</Trans>;
    case "ReplyBounced":
      return <Trans>The reply did not reach a recipient</Trans>;
    case "CommentWritten":
      return (
        <Trans>
          <Value>{who}</Value> commented
        </Trans>
      );
    default:
      return (
        <Trans>
          <Value>{who}</Value>: {event.name}
        </Trans>
      );
  }
}

/** Through what something was done, where it was not done here by hand. */
export function useViaWord(): (event: TimelineEvent) => string | null {
  const { t } = useLingui();
  return ({ via, actor, name }) =>
    via === "mail" || (via === "import" && !actor.name) || name.startsWith("Sla") // time itself did that
      ? null
      : ({
          api: t`through the API`,
          import: t`by import`,
          cli: t`from the command line`,
          system: t`automatically`,
          rule: t`by a rule`,
        }[via] ?? null);
}
