/** The people this ticket is about, with all their addresses. */
import { useLingui } from "@lingui/react/macro";
import Copy from "lucide-react/icons/copy";
import Phone from "lucide-react/icons/phone";
import type { TicketContact } from "~/api/shapes";
import { Avatar } from "~/ui/avatar";
import { Badge } from "~/ui/badge";
import { IconButton } from "~/ui/button";
import { toast } from "~/ui/toast";
import { AssociationCard } from "./association-card.tsx";
import type { CardFrame } from "./card.tsx";

export function ContactsCard({
  contacts,
  ...rest
}: CardFrame & { readonly ticketId: number; readonly isFixed: boolean; readonly contacts: readonly TicketContact[] }) {
  const { t } = useLingui();
  return (
    <AssociationCard
      {...rest}
      object="contacts"
      records={contacts}
      addLabel={t`Add a contact`}
      empty={t`Nobody yet. Whoever is written to from here becomes the contact.`}
      mark={(contact) => <Avatar name={contact.name} tintFrom={contact.email ?? contact.name} size={32} />}
    >
      {(contact) => <Ways contact={contact} />}
    </AssociationCard>
  );
}

/** By which they are reached. */
function Ways({ contact }: { readonly contact: TicketContact }) {
  const { t } = useLingui();
  const addresses = contact.addresses ?? (contact.email ? [{ email: contact.email, bounce: null }] : []);
  function copy(address: string) {
    void navigator.clipboard.writeText(address).then(() => toast.done(t`Copied ${address}`));
  }
  return (
    <>
      <ul className="mt-0.5">
        {addresses.map(({ email, bounce }) => (
          <li key={email} className="group flex min-h-6 items-center gap-1">
            <span className="min-w-0 truncate" title={email}>
              {email}
            </span>
            {bounce ? (
              <Badge tone={bounce === "hard" ? "danger" : "warning"}>
                {bounce === "hard" ? t`Bounces` : t`Bounced lately`}
              </Badge>
            ) : null}
            <IconButton
              label={t`Copy ${email}`}
              size="small"
              className="ml-auto opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
              icon={<Copy size={14} />}
              onClick={() => copy(email)}
            />
          </li>
        ))}
      </ul>
      {contact.phone ? (
        <p className="flex items-center gap-1.5 text-quiet">
          <Phone size={14} aria-hidden className="shrink-0" />
          <a href={`tel:${contact.phone}`} className="truncate hover:text-text">
            {contact.phone}
          </a>
        </p>
      ) : null}
    </>
  );
}
