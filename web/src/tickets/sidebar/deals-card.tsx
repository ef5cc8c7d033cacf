/** The deals that this ticket has to do with. */
import { useLingui } from "@lingui/react/macro";
import type { TicketDeal } from "~/api/shapes";
import { calendarDay } from "~/lib/time";
import { Badge, type Tone } from "~/ui/badge";
import { AssociationCard } from "./association-card.tsx";
import type { CardFrame } from "./card.tsx";

const tones: Record<string, Tone> = { open: "info", won: "success", lost: "neutral" };

export function DealsCard({
  deals,
  ...rest
}: CardFrame & { readonly ticketId: number; readonly isFixed: boolean; readonly deals: readonly TicketDeal[] }) {
  const { t, i18n } = useLingui();
  const stages: Record<string, string> = { open: t`Open`, won: t`Won`, lost: t`Lost` };
  return (
    <AssociationCard {...rest} object="deals" records={deals} addLabel={t`Add a deal`} empty={t`No deal yet.`}>
      {(deal) => (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 pt-0.5 text-quiet">
          {deal.stage ? <Badge tone={tones[deal.stage] ?? "neutral"}>{stages[deal.stage] ?? deal.stage}</Badge> : null}
          {typeof deal.amount === "number" ? (
            <span className="tabular">
              {new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 2 }).format(deal.amount)}
            </span>
          ) : null}
          {deal.close_date ? <span>{calendarDay(deal.close_date, i18n.locale)}</span> : null}
        </p>
      )}
    </AssociationCard>
  );
}
