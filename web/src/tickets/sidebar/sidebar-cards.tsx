/** The card of each kind, and what each is called. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { TicketScreen } from "~/api/shapes";
import type { Field } from "~/crm/field";
import type { CardKind, SidebarCard } from "~/crm/sidebar-layout";
import { isPutAside } from "../ticket.ts";
import { AboutCard } from "./about-card.tsx";
import { ActivityCard } from "./activity-card.tsx";
import type { CardFrame } from "./card.tsx";
import { CompaniesCard } from "./companies-card.tsx";
import { ContactsCard } from "./contacts-card.tsx";
import { DealsCard } from "./deals-card.tsx";
import { FilesCard } from "./files-card.tsx";
import { LinksCard } from "./links-card.tsx";
import { OtherTicketsCard } from "./other-tickets-card.tsx";
import { PropertiesCard } from "./properties-card.tsx";
import { SlaCard } from "./sla-card.tsx";
import { CallsCard, SummaryCard } from "./waiting-cards.tsx";

export function useCardNames(): (card: Pick<SidebarCard, "kind" | "title">) => string {
  const { t } = useLingui();
  const names: Record<CardKind, string> = {
    about: t`About this ticket`,
    contacts: t`Contacts`,
    companies: t`Companies`,
    deals: t`Deals`,
    summary: t`Ticket summary`,
    other_tickets: t`Other tickets`,
    links: t`Linked tickets`,
    timeline: t`Activity`,
    attachments: t`Attachments`,
    sla: t`SLA`,
    calls: t`Calls`,
    properties: t`Properties`,
  };
  return (card) => card.title || names[card.kind];
}

export function SidebarCardBody({
  card,
  screen,
  fields,
  handle,
}: {
  readonly card: SidebarCard;
  readonly screen: TicketScreen;
  readonly fields: readonly Field[];
  readonly handle?: ReactNode;
}) {
  const name = useCardNames();
  const { ticket } = screen;
  const shared = { ticketId: ticket.id, isFixed: isPutAside(ticket) };
  const frame: CardFrame = {
    name: card.key,
    title: name(card),
    startsFolded: !card.is_open,
    ...(handle ? { handle } : {}),
  };
  switch (card.kind) {
    case "about":
      return <AboutCard {...frame} ticket={ticket} fields={fields} names={card.properties} />;
    case "contacts":
      return <ContactsCard {...frame} {...shared} contacts={screen.contacts} />;
    case "companies":
      return <CompaniesCard {...frame} {...shared} companies={screen.companies} />;
    case "deals":
      return <DealsCard {...frame} {...shared} deals={screen.deals} />;
    case "properties":
      return <PropertiesCard {...frame} card={card} screen={screen} />;
    case "other_tickets":
      return <OtherTicketsCard {...frame} tickets={screen.other_tickets} hasContact={screen.contacts.length > 0} />;
    case "timeline":
      return <ActivityCard {...frame} ticketId={ticket.id} />;
    case "attachments":
      return <FilesCard {...frame} ticketId={ticket.id} messages={screen.messages} />;
    case "summary":
      return <SummaryCard {...frame} />;
    case "sla":
      return <SlaCard {...frame} sla={ticket.sla} />;
    case "calls":
      return <CallsCard {...frame} />;
    case "links":
      return <LinksCard {...frame} {...shared} />;
  }
}
