/** What was found: tickets, messages, contacts and companies in one ranked list. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import Building2 from "lucide-react/icons/building-2";
import Inbox from "lucide-react/icons/inbox";
import MessageSquareText from "lucide-react/icons/message-square-text";
import Ticket from "lucide-react/icons/ticket";
import UserRound from "lucide-react/icons/user-round";
import { Fragment, type KeyboardEvent } from "react";
import type { SearchResult } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { prefetchTicket } from "~/tickets/queries";
import { Badge } from "~/ui/badge";
import { RelativeTime } from "~/ui/relative-time";
import { findStatus, useDirectory } from "~/users/session";
import { markedParts, parted, withoutMarks } from "./marked.ts";

const icons = { ticket: Ticket, message: MessageSquareText, contact: UserRound, company: Building2 };

export function SearchResults({
  results,
  isCapped,
  isOld,
}: {
  readonly results: readonly SearchResult[];
  readonly isCapped: boolean;
  readonly isOld: boolean;
}) {
  const { t } = useLingui();
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only hears arrow keys from the links inside */}
      <ul aria-label={t`Results`} aria-busy={isOld} onKeyDown={walk} className={classes("py-1", isOld && "opacity-60")}>
        {results.map((result) => (
          <li key={`${result.kind} ${result.ticket_id} ${result.thread_id} ${result.contact_id} ${result.company_id}`}>
            <Result result={result} />
          </li>
        ))}
      </ul>
      <p className="px-3 py-3 text-12 text-quiet">
        {isCapped ? (
          <Trans>These are the best matches. More words narrow it down.</Trans>
        ) : (
          <Trans>That is all that was found.</Trans>
        )}
      </p>
    </>
  );
}

/** Arrow keys go from result to result. */
function walk(event: KeyboardEvent<HTMLUListElement>) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a")];
  const here = links.indexOf(document.activeElement as HTMLElement);
  links[here + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
}

function Marked({ text }: { readonly text: string }) {
  return markedParts(text).map((part, place) =>
    // eslint-disable-next-line react/no-array-index-key -- parts of a sentence have no other name
    part.isHit ? <mark key={place}>{part.text}</mark> : <Fragment key={place}>{part.text}</Fragment>,
  );
}

const look = "flex gap-3 rounded-8 px-3 py-2.5 hover:bg-hover focus-visible:bg-hover";

function Result({ result }: { readonly result: SearchResult }) {
  const client = useQueryClient();
  const {
    ticket_id: ticketId,
    contact_id: contactId,
    company_id: companyId,
    thread_id: threadId,
    inbox_id: inboxId,
  } = result;
  if (ticketId !== null)
    return (
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: String(ticketId) }}
        {...(result.message_id === null ? {} : { hash: `message-${result.message_id}` })}
        onPointerEnter={() => prefetchTicket(client, ticketId)}
        onFocus={() => prefetchTicket(client, ticketId)}
        className={look}
      >
        <Inside result={result} />
      </Link>
    );
  if (threadId !== null && inboxId !== null)
    return (
      <Link
        to="/inboxes/$inboxId"
        params={{ inboxId: String(inboxId) }}
        search={{ thread: threadId }}
        hash={`message-${result.message_id}`}
        className={look}
      >
        <Inside result={result} />
      </Link>
    );
  if (companyId !== null)
    return (
      <Link to="/companies/$recordId" params={{ recordId: String(companyId) }} className={look}>
        <Inside result={result} />
      </Link>
    );
  return (
    <Link
      {...(contactId === null
        ? { to: "/search", search: { query: withoutMarks(result.title), kind: "ticket" } }
        : { to: "/contacts/$recordId", params: { recordId: String(contactId) } })}
      className={look}
    >
      <Inside result={result} />
    </Link>
  );
}

function Inside({ result }: { readonly result: SearchResult }) {
  const { t } = useLingui();
  const isInInbox = result.thread_id !== null;
  const status = findStatus(useDirectory(), result.status_id ?? -1);
  const Icon = isInInbox ? Inbox : icons[result.kind];
  const { name, rest } = parted(result.title, result.snippet);
  const kinds = { ticket: t`Ticket`, message: t`Message`, contact: t`Contact`, company: t`Company` };
  return (
    <>
      <Icon
        size={16}
        strokeWidth={1.75}
        className="mt-0.5 shrink-0 text-quiet"
        aria-label={isInInbox ? t`Message in an inbox` : kinds[result.kind]}
      />
      <span className="min-w-0 flex-1">
        {/* on a phone, which one it is and how it stands have a line of their own */}
        <span className="flex items-baseline gap-x-2 max-sm:flex-wrap">
          <span dir="auto" className="min-w-0 truncate font-strong max-sm:flex-1">
            <Marked text={name || t`No subject`} />
          </span>
          <span className="flex shrink-0 items-baseline gap-2 empty:hidden max-sm:order-last max-sm:basis-full">
            {result.ticket_id === null ? null : <span className="tabular text-12 text-quiet">#{result.ticket_id}</span>}
            {isInInbox ? <Badge tone="neutral">{t`Inbox`}</Badge> : null}
            {status ? <Badge tone={status.is_closed ? "neutral" : "accent"}>{status.label}</Badge> : null}
          </span>
          <span className="flex-1 max-sm:hidden" />
          {result.at ? <RelativeTime at={result.at} look="short" className="shrink-0 text-12 text-quiet" /> : null}
        </span>
        {rest ? (
          <span dir="auto" className="line-clamp-2 break-words text-quiet">
            <Marked text={rest} />
          </span>
        ) : null}
      </span>
    </>
  );
}
