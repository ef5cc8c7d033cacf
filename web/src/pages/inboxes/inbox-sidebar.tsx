/** Beside the conversation, or over it where there is no room: whom it is with, and what else they came with. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Card } from "~/tickets/sidebar/card";
import { OtherTicketsCard } from "~/tickets/sidebar/other-tickets-card";
import type { InboxThreadScreen } from "./inbox-queries.ts";

export function InboxSidebar({ screen }: { readonly screen: InboxThreadScreen }) {
  const { t } = useLingui();
  const [contact] = screen.contacts;
  return (
    <>
      <Card name="inbox-contact" title={t`Contact`}>
        {contact ? (
          <div className="flex flex-col gap-0.5 break-words">
            <bdi className="font-strong">{contact.name || contact.email}</bdi>
            {contact.email ? (
              <a href={`mailto:${contact.email}`} className="text-accent hover:underline">
                {contact.email}
              </a>
            ) : null}
            {contact.phone ? <span className="text-quiet">{contact.phone}</span> : null}
          </div>
        ) : (
          <p className="text-quiet">
            <Trans>Nobody is known yet.</Trans>
          </p>
        )}
      </Card>
      {screen.other_tickets.length > 0 ? (
        <OtherTicketsCard name="inbox-tickets" title={t`Tickets of this contact`} tickets={screen.other_tickets} />
      ) : null}
    </>
  );
}
