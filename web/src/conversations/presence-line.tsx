/** Who else is on this ticket or conversation right now, and who is typing. */
import { useLingui } from "@lingui/react/macro";
import type { PlaceId } from "~/api/keys";
import { usePresence } from "~/live/live";
import { Avatar } from "~/ui/avatar";
import { findUser, useDirectory, useMe } from "~/users/session";

export function PresenceLine({ place }: { readonly place: PlaceId }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const directory = useDirectory();
  const present = usePresence(place).filter((one) => one.user_id !== me.id);
  const people = present.flatMap((one) => {
    const user = findUser(directory, one.user_id);
    return user ? [{ ...user, state: one.state }] : [];
  });
  const typing = people.filter((one) => one.state === "typing");
  const shown = typing.length > 0 ? typing : people;
  const names = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(shown.map((one) => one.name));
  return (
    <div role="status" aria-live="polite" className="min-w-0">
      {shown.length === 0 ? null : (
        <p className="flex min-w-0 items-center gap-1.5 text-12 text-quiet">
          <span className="flex -space-x-1">
            {people.slice(0, 4).map((one) => (
              <span key={one.id} className="rounded-[30%] ring-2 ring-surface">
                <Avatar name={one.name} tintFrom={one.email} size={16} shape="square" />
              </span>
            ))}
          </span>
          <span className="truncate">{typing.length > 0 ? t`${names}: typing` : t`${names}: looking at this`}</span>
          {typing.length > 0 ? (
            <span aria-hidden className="flex gap-0.5">
              {[0, 150, 300].map((delay) => (
                <span
                  key={delay}
                  className="size-1 animate-pulse rounded-full bg-accent"
                  style={{ animationDelay: `${delay}ms` }}
                />
              ))}
            </span>
          ) : null}
        </p>
      )}
    </div>
  );
}
