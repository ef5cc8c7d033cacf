/** The list of parked mail, each with its reason and the two ways out: a ticket, or nothing. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import MailWarning from "lucide-react/icons/mail-warning";
import { sentenceOf } from "~/api/client";
import { QueryFailure } from "~/api/query-failure";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/empty-state";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { type ParkedMailRow, parkedQuery, useParkedActs } from "./parked-queries.ts";

export function ParkedMail() {
  const { t } = useLingui();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(parkedQuery);
  if (error && !data) return <QueryFailure error={error} onRetry={() => void refetch()} />;
  if (isPending)
    return (
      <div className="p-4">
        <SkeletonText lines={6} />
      </div>
    );
  const mails = data.pages.flatMap((page) => page.mails);
  if (mails.length === 0)
    return (
      <EmptyState icon={<MailWarning size={28} strokeWidth={1.5} />} title={t`No mail is waiting for a decision`}>
        <Trans>Mail that could not become a ticket by itself is kept here, with the reason.</Trans>
      </EmptyState>
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ul>
        {mails.map((mail) => (
          <Parked key={mail.id} mail={mail} />
        ))}
      </ul>
      {hasNextPage ? (
        <div className="flex justify-center p-4">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t`Show more`}</Button>
        </div>
      ) : null}
    </div>
  );
}

function Parked({ mail }: { readonly mail: ParkedMailRow }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { toTicket, ignore } = useParkedActs();
  const failed = (fault: unknown) => toast.failed(sentenceOf(fault));

  function open() {
    toTicket.mutate(mail.id, {
      onSuccess: (made) => {
        if (made.ticket_id !== null)
          void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(made.ticket_id) } });
      },
      onError: failed,
    });
  }
  // Another reason is said as the ledger has it.
  const reasons: Readonly<Record<string, string>> = {
    no_account: t`No connected address has this mail.`,
    intake_failed: t`This mail could not be taken in after several tries.`,
    reader_killed: t`Reading this mail ended the program again and again.`,
    too_large: t`This mail is too large to take. It is still in the mailbox.`,
    unreadable: t`The mail server lists this mail but can't give it. Look at it in the mailbox.`,
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border/60 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex items-baseline gap-2">
          <span dir="auto" className="min-w-0 truncate font-strong">
            {mail.subject || t`(no subject)`}
          </span>
          <RelativeTime at={mail.received_at} look="short" className="shrink-0 text-12 text-quiet" />
        </p>
        <p dir="auto" className="truncate text-quiet">
          {mail.from ?? t`Unknown sender`}
        </p>
        {mail.detail || mail.reason ? (
          <p className="text-warning">{reasons[mail.reason ?? ""] ?? (mail.detail || mail.reason)}</p>
        ) : null}
        <a
          href={`/api/mail-ledger/${mail.id}/raw`}
          className="text-quiet underline underline-offset-2 hover:text-text"
        >{t`Download the mail as it came`}</a>
      </div>
      <div className="flex gap-2">
        <Button
          weight="quiet"
          busy={ignore.isPending}
          onClick={() =>
            ignore.mutate(mail.id, {
              onSuccess: () => toast.done(t`Ignored. The mail stays in the ledger.`),
              onError: failed,
            })
          }
        >
          {t`Ignore`}
        </Button>
        <Button busy={toTicket.isPending} onClick={open}>{t`Make it a ticket`}</Button>
      </div>
    </li>
  );
}
