/** What holds for the whole ticket right now, with the way out of it. */
import { useLingui } from "@lingui/react/macro";
import type { TicketWhole } from "~/api/shapes";
import { shortMoment } from "~/lib/time";
import { useSnooze } from "~/tickets/snooze/use-snooze";
import { MadeByLine } from "~/tickets/undo/made-by-line";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";

type Props = { readonly ticket: TicketWhole; /** Called before the button goes. */ readonly onWake: () => void };

export function TicketBanners({ ticket, onWake }: Props) {
  return (
    <>
      <MadeByLine ticket={ticket} />
      {ticket.is_snoozed ? <Snoozed ticket={ticket} onWake={onWake} /> : null}
    </>
  );
}

function Snoozed({ ticket, onWake }: Props) {
  const { t, i18n } = useLingui();
  const { wake } = useSnooze(ticket.id);
  const until = ticket.snoozed_until ?? null;
  const time = until ? shortMoment(new Date(until), new Date(), i18n.locale) : "";
  return (
    <Banner
      kind="info"
      action={
        <Button
          size="small"
          onClick={() => {
            onWake();
            void wake({ until, until_reply: ticket.snoozed_until_reply });
          }}
        >{t`Wake now`}</Button>
      }
    >
      {until === null
        ? t`Snoozed until the customer answers.`
        : ticket.snoozed_until_reply
          ? t`Snoozed until ${time}, or until the customer answers.`
          : t`Snoozed until ${time}.`}
    </Banner>
  );
}
