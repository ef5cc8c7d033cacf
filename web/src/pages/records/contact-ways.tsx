/** All addresses of a contact: which one is written to, and which ones bounce. */
import { useLingui } from "@lingui/react/macro";
import type { WholeRecord } from "~/crm/record-queries";
import { Badge } from "~/ui/badge";

type Way = { readonly email: string; readonly bounce: "hard" | "soft" | null };

export function ContactWays({ record }: { readonly record: WholeRecord }) {
  const { t } = useLingui();
  const ways = record["addresses"] as readonly Way[];
  if (ways.length < 2 && !ways[0]?.bounce) return null; // the field below says as much
  return (
    <ul aria-label={t`Addresses`} className="flex flex-col">
      {ways.map(({ email, bounce }) => (
        <li key={email} className="flex min-h-7 items-center gap-2">
          <span className="min-w-0 truncate" title={email}>
            {email}
          </span>
          {email === record["email"] && ways.length > 1 ? (
            <Badge>{t({ message: "Primary", context: "address" })}</Badge>
          ) : null}
          {bounce ? (
            <Badge tone={bounce === "hard" ? "danger" : "warning"}>
              {bounce === "hard" ? t`Bounces` : t`Bounced lately`}
            </Badge>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
