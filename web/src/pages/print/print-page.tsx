/** A ticket's conversation as it goes on paper: what customer and colleagues wrote to each other, nothing else. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import FileDown from "lucide-react/icons/file-down";
import ImageOff from "lucide-react/icons/image-off";
import Printer from "lucide-react/icons/printer";
import SearchX from "lucide-react/icons/search-x";
import { useEffect, useRef, useState } from "react";
import { Refusal, api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import type { PrintedConversation, PrintedMessage } from "~/api/shapes";
import "~/conversations/prose.css";
import { PlainText } from "~/conversations/plain-text";
import { classes } from "~/lib/classes";
import { download } from "~/lib/download";
import { exactTime } from "~/lib/time";
import { useTitle } from "~/lib/title";
import { landOn } from "~/tickets/actions/landing";
import { Button, buttonClasses } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { Failure } from "~/ui/failure";
import { SkeletonText } from "~/ui/skeleton";
import "./print.css";
import { usePageFeet } from "./use-page-feet.ts";

export function PrintPage() {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const ticketId = Number(useParams({ from: "/tickets/$ticketId/print" }).ticketId);
  const [images, setImages] = useState<"blocked" | "shown">("blocked");
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.ticket(ticketId), "print", images],
    queryFn: ({ signal }) =>
      api.get<PrintedConversation>(`/tickets/${ticketId}/conversation`, { query: { images }, signal }),
    placeholderData: keepPreviousData,
  });
  const isGone = error instanceof Refusal && error.status === 404;
  useTitle(data?.name);
  usePageFeet(data?.name, `#${ticketId}`);
  // By keyboard: on to the printer, and back to where one came from.
  const print = useRef<HTMLButtonElement>(null);
  const isKnown = data !== undefined;
  useEffect(() => {
    if (isKnown && document.activeElement === document.body) print.current?.focus();
  }, [isKnown]);
  useEffect(() => () => landOn(ticketId), [ticketId]);
  return (
    <div className="print-page h-full overflow-y-auto bg-sunken">
      <div
        role="toolbar"
        aria-label={t`Printing`}
        className="print-hidden sticky top-0 flex h-header items-center gap-2 border-b border-border bg-surface px-4"
      >
        <Link
          to="/tickets/$ticketId"
          params={{ ticketId: String(ticketId) }}
          className={classes(buttonClasses("quiet"), "pointer-coarse:min-h-11")}
        >{t`Back to the ticket`}</Link>
        {data && data.blocked_images > 0 ? (
          <HeldBack count={data.blocked_images} onShow={() => setImages("shown")} />
        ) : null}
        <Button
          className="ml-auto"
          disabled={!data}
          onClick={() => download(`/api/tickets/${ticketId}/conversation.pdf`)}
        >
          <FileDown size={16} aria-hidden />
          {t`PDF`}
        </Button>
        <Button ref={print} weight="primary" disabled={!data} onClick={() => window.print()}>
          <Printer size={16} aria-hidden />
          {t`Print`}
        </Button>
      </div>
      <main className="print-sheet mx-auto my-6 max-w-[210mm] bg-surface p-[18mm] shadow-panel max-sm:my-0 max-sm:p-4">
        {isGone ? (
          <EmptyState icon={<SearchX size={28} strokeWidth={1.5} />} title={t`This ticket is not here`}>
            <Trans>It may have been purged, or you may not be allowed to see it.</Trans>
          </EmptyState>
        ) : error ? (
          <Failure title={t`The conversation could not be loaded`} onRetry={() => void refetch()}>
            {faultWords(error)}
          </Failure>
        ) : null}
        {data ? (
          <>
            <h1 dir="auto" className="text-16 font-strong break-words">
              {data.name}
            </h1>
            <p className="text-quiet">
              #{data.id}
              {data.contact ? (
                <>
                  {" "}
                  · <bdi>{data.contact}</bdi>
                </>
              ) : null}
            </p>
            {data.messages.length > 0 ? (
              data.messages.map((message) => <Printed key={message.id} message={message} />)
            ) : (
              <p className="mt-6 text-quiet">
                <Trans>No messages</Trans>
              </p>
            )}
          </>
        ) : error ? null : (
          <SkeletonText lines={8} />
        )}
      </main>
    </div>
  );
}

function HeldBack({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  return (
    <p className="flex min-w-0 items-center gap-2 text-12 text-quiet">
      <ImageOff size={14} className="shrink-0" aria-hidden />
      <span className="truncate max-sm:sr-only">
        {plural(count, {
          one: "# picture from elsewhere is held back",
          other: "# pictures from elsewhere are held back",
        })}
      </span>
      <Button weight="quiet" size="small" onClick={onShow}>
        <Trans>Show images</Trans>
      </Button>
    </p>
  );
}

function Printed({ message }: { readonly message: PrintedMessage }) {
  const { t, i18n } = useLingui();
  const { to } = message;
  return (
    <article className="mt-6 border-t border-border-strong pt-3">
      <header className="break-after-avoid">
        <h2 className="font-strong">
          <bdi>{message.writer || t`Unknown`}</bdi>
        </h2>
        <p className="text-12 text-quiet">
          <time dateTime={message.at}>{exactTime(new Date(message.at), i18n.locale)}</time>
          {to ? (
            <>
              {" "}
              ·{" "}
              <Trans>
                to <bdi>{to}</bdi>
              </Trans>
            </>
          ) : null}
        </p>
      </header>
      <div className="mt-2 break-words">
        {message.html === null ? (
          <PlainText text={message.text} />
        ) : (
          // oxlint-disable-next-line react/no-danger -- the server has sanitised it for this page: structure without looks
          <div dir="auto" className="prose print-words" dangerouslySetInnerHTML={{ __html: message.html }} />
        )}
      </div>
      {message.files.length > 0 ? (
        <ul className="mt-2 text-12 text-quiet">
          {message.files.map((file) => (
            <li key={file.id} className="break-inside-avoid">
              {/^image\/(png|jpe?g|gif|webp)$/u.test(file.content_type) ? (
                <img src={file.url} alt="" className="mt-2 max-h-[120mm] max-w-full" />
              ) : null}
              <bdi>{file.name}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  );
}
