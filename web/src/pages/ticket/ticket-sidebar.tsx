/** What belongs to a ticket beside its conversation: the cards of one's layout, in the order one likes. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import type { TicketScreen } from "~/api/shapes";
import { type SidebarLayouts, inOwnOrder, isMet, sidebarLayoutsQuery, withHidden } from "~/crm/sidebar-layout";
import { useFields } from "~/crm/use-fields";
import { SidebarCardBody, useCardNames } from "~/tickets/sidebar/sidebar-cards";
import { Button } from "~/ui/button";
import { Failure } from "~/ui/failure";
import { SkeletonText } from "~/ui/skeleton";
import { Sortable } from "~/ui/sortable";
import { toast } from "~/ui/toast";

export function TicketSidebar({ screen }: { readonly screen: TicketScreen }) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const { data, error, refetch } = useQuery(sidebarLayoutsQuery);
  const fields = useFields("tickets", screen.ticket.pipeline_id);
  const name = useCardNames();
  const keep = useKeepOrder();
  if (error && !data)
    return (
      <Failure title={t`The details could not be loaded`} onRetry={() => void refetch()}>
        {faultWords(error)}
      </Failure>
    );
  if (!data || !fields)
    return (
      <div className="flex flex-col gap-6 p-4">
        <SkeletonText lines={4} />
        <SkeletonText lines={3} />
      </div>
    );
  const all = inOwnOrder(data.mine.cards, data.order);
  const cards = all.filter((card) => isMet(card.condition, screen.ticket, fields));
  return (
    <>
      <Sortable
        label={t`Cards`}
        entries={cards.map((card) => ({ id: card.key, name: name(card), card }))}
        onOrder={(ids) =>
          keep(
            withHidden(
              all.map((card) => card.key),
              ids,
            ),
          )
        }
        entryClassName="border-b border-border last:border-b-0"
      >
        {({ card }, handle) => <SidebarCardBody card={card} screen={screen} fields={fields} handle={handle} />}
      </Sortable>
      {data.order.length > 0 ? (
        <div className="border-t border-border px-3 py-2">
          <Button size="small" weight="quiet" onClick={() => keep([])}>
            <Trans>Use the usual order</Trans>
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** One's own order: shown at once, and put back when the server doesn't take it. */
function useKeepOrder(): (order: readonly string[]) => void {
  const client = useQueryClient();
  const faultWords = useFaultWords();
  const { mutate } = useMutation({
    mutationFn: (order: readonly string[]) => api.put("/sidebar-layouts/order", { keys: order }),
    onError: (fault) => toast.failed(faultWords(fault)),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.sidebarLayouts }), // the next doesn't wait for that
    scope: { id: "sidebar-order" }, // of two that are moved soon after one another, the later one holds
  });
  return (order) => {
    void client.cancelQueries({ queryKey: keys.sidebarLayouts }); // what is under way still has the old one
    client.setQueryData<SidebarLayouts>(keys.sidebarLayouts, (before) => before && { ...before, order });
    mutate(order);
  };
}
