/** What belongs to a ticket beside its conversation. */
import type { TicketScreen } from "~/api/shapes";
import type { useTimeline } from "~/tickets/queries";
import { AboutCard } from "~/tickets/sidebar/about-card";
import { ActivityCard } from "~/tickets/sidebar/activity-card";
import { ContactCard } from "~/tickets/sidebar/contact-card";
import { FilesCard } from "~/tickets/sidebar/files-card";
import { OtherTicketsCard } from "~/tickets/sidebar/other-tickets-card";

export function TicketSidebar({ screen, timeline }: { readonly screen: TicketScreen; readonly timeline: ReturnType<typeof useTimeline> }) {
  return (
    <>
      <ContactCard screen={screen} />
      <AboutCard ticket={screen.ticket} />
      <OtherTicketsCard tickets={screen.other_tickets} />
      <FilesCard messages={screen.messages.messages} />
      <ActivityCard timeline={timeline} />
    </>
  );
}
