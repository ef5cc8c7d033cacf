/** The people of a company. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Avatar } from "~/ui/avatar";

type Person = { readonly id: number; readonly name: string; readonly email: string | null };

export function RecordPeople({ people }: { readonly people: unknown }) {
  const { t } = useLingui();
  const contacts = people as readonly Person[];
  return (
    <section aria-label={t`Contacts`}>
      <h2 className="flex items-baseline gap-2 pb-2 text-13">
        {t`Contacts`}
        <span className="tabular text-12 font-normal text-quiet">{contacts.length}</span>
      </h2>
      {contacts.length === 0 ? (
        <p className="text-quiet">
          <Trans>Nobody yet. The company of a contact is chosen on the contact's page.</Trans>
        </p>
      ) : (
        <ul className="overflow-hidden rounded-8 border border-border">
          {contacts.map((contact) => (
            <li key={contact.id} className="border-b border-border last:border-0">
              <Link
                to="/contacts/$recordId"
                params={{ recordId: String(contact.id) }}
                className="focus-inset flex min-h-11 items-center gap-3 px-3 py-1.5 hover:bg-hover"
              >
                <Avatar name={contact.name} tintFrom={contact.email ?? contact.name} size={20} />
                <bdi className="min-w-0 flex-1 truncate font-strong">{contact.name}</bdi>
                <span className="min-w-0 truncate text-quiet">{contact.email}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
