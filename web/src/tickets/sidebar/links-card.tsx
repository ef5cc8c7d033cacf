/** Tickets that belong together without being one: related, the one above, those below. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { useFaultWords } from "~/api/fault-words";
import { Button, IconButton } from "~/ui/button";
import { Popover } from "~/ui/popover";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { findStatus, useDirectory } from "~/users/session";
import { type LinkKind, type LinkedTicket, useLinks } from "../linking.ts";
import { OtherSearch } from "../merge/other-search.tsx";
import { prefetchTicket } from "../queries.ts";
import { Card, type CardFrame } from "./card.tsx";

const order: readonly LinkKind[] = ["parent", "child", "related"];

export function LinksCard({
  ticketId,
  isFixed,
  ...frame
}: CardFrame & { readonly ticketId: number; readonly isFixed: boolean }) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const { links, error, refetch, add, remove } = useLinks(ticketId);
  const [isAdding, setAdding] = useState(false);
  const [kind, setKind] = useState<LinkKind>("related");
  const names: Record<LinkKind, string> = { related: t`Related`, parent: t`Parent`, child: t`Child` };
  const adding = (
    <Popover
      label={t`Link a ticket`}
      align="end"
      open={isAdding}
      onOpenChange={setAdding}
      trigger={<IconButton size="small" label={t`Link a ticket`} icon={<Plus size={16} />} />}
      className="w-80"
    >
      <div className="flex flex-col gap-3">
        <Select
          label={t`Kind of link`}
          value={kind}
          onChange={setKind}
          options={(["related", "parent", "child"] as const).map((value) => ({ value, label: names[value] }))}
        />
        <OtherSearch
          ticketId={ticketId}
          onChoose={({ id, name, status_id }) => {
            setAdding(false);
            add({ id, name, status_id, is_closed: false, kind });
          }}
        />
      </div>
    </Popover>
  );
  return (
    <Card {...frame} {...(isFixed ? {} : { action: adding })} {...(links ? { count: links.length } : {})}>
      {error ? (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-quiet">
          {faultWords(error)}
          <Button size="small" onClick={() => void refetch()}>{t`Try again`}</Button>
        </p>
      ) : null}
      {links === undefined && !error ? <SkeletonText lines={2} /> : null}
      {links?.length === 0 ? (
        <p className="text-quiet">
          <Trans>No ticket is linked.</Trans>
        </p>
      ) : null}
      {order.map((one) => {
        const ofKind = links?.filter((link) => link.kind === one) ?? [];
        return ofKind.length > 0 ? (
          <div key={one} className="not-first:mt-2">
            <h3 className="text-12 text-quiet">{names[one]}</h3>
            <ul aria-label={names[one]} className="-mx-2 flex flex-col">
              {ofKind.map((link) => (
                <Linked key={link.id} link={link} onRemove={isFixed ? null : () => remove(link)} />
              ))}
            </ul>
          </div>
        ) : null;
      })}
    </Card>
  );
}

function Linked({ link, onRemove }: { readonly link: LinkedTicket; readonly onRemove: (() => void) | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const status = findStatus(useDirectory(), link.status_id);
  return (
    <li className="group flex items-start rounded-6 hover:bg-hover">
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: String(link.id) }}
        search={(before) => before}
        onMouseEnter={() => prefetchTicket(client, link.id)}
        onFocus={() => prefetchTicket(client, link.id)}
        className="flex min-w-0 flex-1 flex-col px-2 py-1.5"
      >
        <bdi className="truncate">{link.name}</bdi>
        <span className="truncate text-12 text-quiet">
          <span className="tabular">#{link.id}</span>
          {status ? <> · {status.label}</> : null}
        </span>
      </Link>
      {onRemove ? (
        <IconButton
          size="small"
          className="mt-1.5 mr-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
          label={t`Remove the link with #${link.id}`}
          icon={<X size={14} />}
          onClick={onRemove}
        />
      ) : null}
    </li>
  );
}
