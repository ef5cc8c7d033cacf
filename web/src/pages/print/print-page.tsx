/** A ticket's conversation as it goes on paper: what customer and colleagues wrote to each other, nothing else. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import FileDown from "lucide-react/icons/file-down";
import Printer from "lucide-react/icons/printer";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import type { Message, MessagePage } from "~/api/shapes";
import "~/conversations/prose.css";
import { PlainText } from "~/conversations/plain-text";
import { download } from "~/lib/download";
import { exactTime } from "~/lib/time";
import { useTitle } from "~/lib/title";
import { useTicketScreen } from "~/tickets/queries";
import { Button, buttonClasses } from "~/ui/button";
import { Failure } from "~/ui/failure";
import { SkeletonText } from "~/ui/skeleton";
import { findUser, useDirectory } from "~/users/session";
import "./print.css";

const largestPage = 100;

/** All of them, page by page, oldest first. */
async function allMessages(ticketId: number, signal: AbortSignal): Promise<readonly Message[]> {
  let found: readonly Message[] = [];
  for (let before: number | null = null; ; before = found[0]?.id ?? null) {
    // oxlint-disable-next-line no-await-in-loop -- each page says where the next one begins
    const page: MessagePage = await api.get<MessagePage>(`/tickets/${ticketId}/messages`, { query: { before, limit: largestPage }, signal });
    found = [...page.messages, ...found];
    if (!page.has_more || page.messages.length === 0) return found;
  }
}

function isPrinted(message: Message): boolean {
  return message.kind === "message" && !message.is_automatic;
}

export function PrintPage() {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const ticketId = Number(useParams({ from: "/tickets/$ticketId/print" }).ticketId);
  const { data: screen, error: missing } = useTicketScreen(ticketId);
  const { data: messages, error, refetch } = useQuery({ queryKey: [...keys.ticket(ticketId), "print"], queryFn: ({ signal }) => allMessages(ticketId, signal) });
  useTitle(screen?.ticket.name);
  const fault = missing ?? error;
  return (
    <div className="print-page h-full overflow-y-auto bg-sunken">
      <div role="toolbar" aria-label={t`Printing`} className="print-hidden sticky top-0 flex h-header items-center gap-2 border-b border-border bg-surface px-4">
        <Link to="/tickets/$ticketId" params={{ ticketId: String(ticketId) }} className={buttonClasses("quiet")}>{t`Back to the ticket`}</Link>
        <Button className="ml-auto" disabled={!messages} onClick={() => download(`/api/tickets/${ticketId}/conversation.pdf`)}>
          <FileDown size={16} aria-hidden />
          {t`PDF`}
        </Button>
        <Button weight="primary" disabled={!messages} onClick={() => window.print()}>
          <Printer size={16} aria-hidden />
          {t`Print`}
        </Button>
      </div>
      <main className="print-sheet mx-auto my-6 max-w-[210mm] bg-surface p-[18mm] shadow-panel max-sm:my-0 max-sm:p-4">
        {fault ? <Failure title={t`The conversation could not be loaded`} onRetry={() => void refetch()}>{faultWords(fault)}</Failure> : null}
        {screen && messages ? (
          <>
            <h1 dir="auto" className="text-16 font-strong break-words">{screen.ticket.name}</h1>
            <p className="text-quiet">#{ticketId}{screen.ticket.contact ? <> · <bdi>{screen.ticket.contact.name || screen.ticket.contact.email}</bdi></> : null}</p>
            {messages.some(isPrinted) ? messages.filter(isPrinted).map((message) => <Printed key={message.id} message={message} />) : <p className="mt-6 text-quiet"><Trans>Nothing was said yet</Trans></p>}
          </>
        ) : fault ? null : (
          <SkeletonText lines={8} />
        )}
      </main>
    </div>
  );
}

function Printed({ message }: { readonly message: Message }) {
  const { t, i18n } = useLingui();
  const colleague = findUser(useDirectory(), message.user_id);
  const writer = colleague?.name ?? (message.from?.name || message.from?.address) ?? t`Unknown`;
  const to = message.recipients.filter((person) => person.field === "to" || person.field === "cc").map((person) => person.name || person.address).join(", ");
  return (
    <article className="mt-6 border-t border-border-strong pt-3">
      <header className="break-after-avoid">
        <h2 className="font-strong"><bdi>{writer}</bdi></h2>
        <p className="text-12 text-quiet">
          <time dateTime={message.sent_at ?? message.created_at}>{exactTime(new Date(message.sent_at ?? message.created_at), i18n.locale)}</time>
          {to ? <> · <Trans>to <bdi>{to}</bdi></Trans></> : null}
        </p>
      </header>
      <div className="mt-2 break-words">
        {message.safe_html === null ? <PlainText text={message.visible_text || message.text} /> : (
          // oxlint-disable-next-line react/no-danger -- the server has sanitised it; only our own words come this way
          <div dir="auto" className="prose" dangerouslySetInnerHTML={{ __html: message.safe_html }} />
        )}
      </div>
      {message.attachments.length > 0 ? (
        <ul className="mt-2 text-12 text-quiet">
          {message.attachments.filter((file) => !file.is_inline || message.safe_html === null).map((file) => (
            <li key={file.id} className="break-inside-avoid">
              {/^image\/(png|jpe?g|gif|webp)$/u.test(file.content_type) ? <img src={file.url} alt="" className="mt-2 max-h-[120mm] max-w-full" /> : null}
              <bdi>{file.name}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  );
}
