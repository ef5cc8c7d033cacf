/** What stands on a ticket that is in the trash or in Spam: why nothing is written or changed there, and the way out. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { TicketWhole } from "~/api/shapes";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { useTicketActs } from "../commands.ts";
import { isPutAside } from "../ticket.ts";

type Props = { readonly ticket: TicketWhole; /** Called before the button goes. */ readonly onBack?: () => void };

/** Where one would answer. */
export function PutAside({ ticket, onBack }: Props) {
  const { t } = useLingui();
  if (!isPutAside(ticket)) return null;
  return (
    <section aria-label={t`Answer`} className="shrink-0 border-t border-border">
      <PutAsideNotice ticket={ticket} {...(onBack ? { onBack } : {})} />
    </section>
  );
}

export function PutAsideNotice({ ticket, onBack }: Props) {
  const { t } = useLingui();
  const { restore, notSpam } = useTicketActs(ticket.id);
  if (!isPutAside(ticket)) return null;
  const take = (back: () => Promise<unknown>) => {
    onBack?.();
    void back();
  };
  const mayRestore = ticket.may["delete"] === true || ticket.may["move"] === true;
  return ticket.deleted_at ? (
    <Banner kind="warning" action={mayRestore ? <Button onClick={() => take(restore)}>{t`Restore`}</Button> : null}>
      <Trans>This ticket is in the trash. It is kept for 90 days.</Trans>{" "}
      {mayRestore ? t`Restore it to answer or to change it.` : null}
    </Banner>
  ) : (
    <Banner
      kind="warning"
      action={ticket.may["delete"] ? <Button onClick={() => take(notSpam)}>{t`Not spam`}</Button> : null}
    >
      <Trans>This ticket is in Spam. It is kept for 90 days.</Trans>{" "}
      {ticket.may["delete"] ? t`If it is not spam, say so before you answer.` : null}
    </Banner>
  );
}
