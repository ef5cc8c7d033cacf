/** The layout as it will stand beside the newest ticket: to be looked at, not to be used. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { TicketPage } from "~/api/shapes";
import { type SidebarCard, isMet } from "~/crm/sidebar-layout";
import { useFields } from "~/crm/use-fields";
import { ticketScreenQuery } from "~/tickets/queries";
import { SidebarCardBody } from "~/tickets/sidebar/sidebar-cards";
import { SkeletonText } from "~/ui/skeleton";

export function LayoutPreview({ cards }: { readonly cards: readonly SidebarCard[] }) {
  const { t } = useLingui();
  const { data: newest } = useQuery({
    queryKey: [...keys.lists, "newest"],
    queryFn: ({ signal }) => api.get<TicketPage>("/tickets", { query: { view: "all_open", limit: 1 }, signal }),
  });
  const id = newest?.tickets[0]?.id;
  const { data: screen } = useQuery({ ...ticketScreenQuery(id ?? 0), enabled: id !== undefined });
  const fields = useFields("tickets", screen?.ticket.pipeline_id);
  if (newest && id === undefined)
    return <p className="p-4 text-quiet">{t`Once there is a ticket, this shows how the cards look beside it.`}</p>;
  if (!screen || !fields)
    return (
      <div className="p-4">
        <SkeletonText lines={8} />
      </div>
    );
  const shown = cards.filter((card) => isMet(card.condition, screen.ticket, fields));
  const hidden = cards.length - shown.length;
  return (
    <>
      <p className="border-b border-border px-3 py-2 text-12 break-words text-quiet">
        <bdi>{screen.ticket.name}</bdi>
      </p>
      <div inert>
        {shown.map((card) => (
          <div key={`${card.key}-${card.is_open}`} className="border-b border-border last:border-b-0">
            <SidebarCardBody card={{ ...card, key: `preview.${card.key}` }} screen={screen} fields={fields} />
          </div>
        ))}
      </div>
      {hidden > 0 ? (
        <p className="border-t border-border px-3 py-2 text-12 text-quiet">{t`Cards that don't show for this ticket: ${hidden}`}</p>
      ) : null}
    </>
  );
}
