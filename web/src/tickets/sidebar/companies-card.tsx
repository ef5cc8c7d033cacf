/** The companies this ticket is about. */
import { useLingui } from "@lingui/react/macro";
import type { TicketCompany } from "~/api/shapes";
import { AssociationCard } from "./association-card.tsx";
import type { CardFrame } from "./card.tsx";

export function CompaniesCard({
  companies,
  ...rest
}: CardFrame & { readonly ticketId: number; readonly isFixed: boolean; readonly companies: readonly TicketCompany[] }) {
  const { t } = useLingui();
  return (
    <AssociationCard
      {...rest}
      object="companies"
      records={companies}
      addLabel={t`Add a company`}
      empty={t`No company yet.`}
    >
      {(company) => (company.domain ? <p className="truncate text-quiet">{company.domain}</p> : null)}
    </AssociationCard>
  );
}
