/** The people this ticket is about. */
import { Trans, useLingui } from "@lingui/react/macro";
import Building2 from "lucide-react/icons/building-2";
import Copy from "lucide-react/icons/copy";
import Phone from "lucide-react/icons/phone";
import type { TicketContact, TicketScreen } from "~/api/shapes";
import { Avatar } from "~/ui/avatar";
import { Badge } from "~/ui/badge";
import { IconButton } from "~/ui/button";
import { toast } from "~/ui/toast";
import { Card } from "./card.tsx";

export function ContactCard({ screen }: { readonly screen: TicketScreen }) {
  const { t } = useLingui();
  return (
    <Card name="contact" title={screen.contacts.length > 1 ? t`Contacts` : t`Contact`} {...(screen.contacts.length > 1 ? { count: screen.contacts.length } : {})}>
      {screen.contacts.length === 0 ? (
        <p className="text-quiet">
          <Trans>Nobody yet. Whoever is written to from here becomes the contact.</Trans>
        </p>
      ) : (
        <ul className="flex flex-col gap-4">
          {screen.contacts.map((contact) => (
            <li key={contact.id}>
              <Person contact={contact} company={screen.companies[0]?.name} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Person({ contact, company }: { readonly contact: TicketContact; readonly company: string | undefined }) {
  const { t } = useLingui();
  const addresses = contact.addresses ?? (contact.email ? [{ email: contact.email, bounce: null }] : []);
  function copy(address: string) {
    void navigator.clipboard.writeText(address).then(() => toast.done(t`Copied ${address}`));
  }
  return (
    <div className="flex gap-3">
      <Avatar name={contact.name} tintFrom={contact.email ?? contact.name} size={32} />
      <div className="min-w-0 flex-1">
        <p className="font-strong break-words">
          <bdi>{contact.name}</bdi>
        </p>
        {company && contact.is_primary ? (
          <p className="flex items-center gap-1.5 text-quiet">
            <Building2 size={14} aria-hidden className="shrink-0" />
            <span className="truncate">
              <bdi>{company}</bdi>
            </span>
          </p>
        ) : null}
        <ul className="mt-0.5">
          {addresses.map(({ email, bounce }) => (
            <li key={email} className="group flex min-h-6 items-center gap-1">
              <span className="min-w-0 truncate" title={email}>
                {email}
              </span>
              {bounce ? <Badge tone={bounce === "hard" ? "danger" : "warning"}>{bounce === "hard" ? t`Bounces` : t`Bounced lately`}</Badge> : null}
              <IconButton label={t`Copy ${email}`} size="small" className="ml-auto opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100" icon={<Copy size={14} />} onClick={() => copy(email)} />
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
      </div>
    </div>
  );
}
