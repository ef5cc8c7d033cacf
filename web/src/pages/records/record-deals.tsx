/** The deals that go with a contact or a company: its own, and those on its tickets. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useValueWords } from "~/crm/field-words";
import type { FoundRecord } from "~/crm/record-queries";
import { useBuiltInFields } from "~/crm/use-fields";

export function RecordDeals({ deals }: { readonly deals: unknown }) {
  const { t } = useLingui();
  const fields = useBuiltInFields("deals");
  const words = useValueWords();
  const found = (deals ?? []) as readonly FoundRecord[];
  const said = (name: "amount" | "stage", value: unknown) => {
    const field = fields.find((one) => one.name === name);
    return field && value !== null && value !== undefined ? words(field, value) : null;
  };
  if (found.length === 0) return null;
  return (
    <section aria-label={t`Deals`}>
      <h2 className="flex items-baseline gap-2 pb-2 text-13">
        {t`Deals`}
        <span className="tabular text-12 font-normal text-quiet">{found.length}</span>
      </h2>
      <ul className="overflow-hidden rounded-8 border border-border">
        {found.map((deal) => (
          <li key={deal.id} className="border-b border-border last:border-0">
            <Link
              to="/deals/$recordId"
              params={{ recordId: String(deal.id) }}
              className="focus-inset flex min-h-11 items-center gap-4 px-3 py-1.5 hover:bg-hover"
            >
              <bdi className="min-w-0 flex-1 truncate font-strong">{deal.name}</bdi>
              <span className="tabular shrink-0">{said("amount", deal.amount)}</span>
              <span className="w-16 shrink-0 truncate text-quiet">{said("stage", deal.stage)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
