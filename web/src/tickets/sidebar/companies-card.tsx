/** The companies this ticket is about. */
import { useLingui } from "@lingui/react/macro";
import type { TicketCompany } from "~/api/shapes";
import { AssociationCard } from "./association-card.tsx";
import type { CardFrame } from "./card.tsx";

export function CompaniesCard({ ticketId, companies, ...frame }: CardFrame & { readonly ticketId: number; readonly companies: readonly TicketCompany[] }) {
  const { t } = useLingui();
  return (
    <AssociationCard {...frame} ticketId={ticketId} object="companies" records={companies} addLabel={t`Add a company`} empty={t`No company yet.`}>
      {(company) => (company.domain ? <p className="truncate text-quiet">{company.domain}</p> : null)}
    </AssociationCard>
  );
}
