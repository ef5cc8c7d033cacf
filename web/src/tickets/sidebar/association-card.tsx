/** The contacts, companies or deals of a ticket: found and added, made anew, put first, taken away. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import Star from "lucide-react/icons/star";
import X from "lucide-react/icons/x";
import { type ReactNode, useState } from "react";
import { type RecordObject, recordPages } from "~/crm/record-queries";
import { RecordSearch } from "~/crm/record-search";
import { Badge } from "~/ui/badge";
import { IconButton } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import { Popover } from "~/ui/popover";
import { type Associate, useAssociations } from "../associating.ts";
import { Card, type CardFrame } from "./card.tsx";

type AssociationCardProps<One extends Associate> = CardFrame & {
  readonly ticketId: number;
  readonly object: RecordObject;
  readonly records: readonly One[];
  readonly addLabel: string;
  readonly empty: ReactNode;
  /** What is shown of one under its name. */
  readonly children: (record: One) => ReactNode;
  readonly mark?: (record: One) => ReactNode;
  /** Only shown: the ticket is in the trash or in Spam. */
  readonly isFixed: boolean;
};

export function AssociationCard<One extends Associate>({
  ticketId,
  object,
  records,
  addLabel,
  empty,
  children,
  mark,
  isFixed,
  ...frame
}: AssociationCardProps<One>) {
  const { t } = useLingui();
  const { add, remove, lead } = useAssociations(ticketId, object, records);
  const [isAdding, setAdding] = useState(false);
  // One word in English, but it agrees with what it stands for.
  const primary: Record<RecordObject, string> = {
    contacts: t({ message: "Primary", context: "contact" }),
    companies: t({ message: "Primary", context: "company" }),
    deals: t({ message: "Primary", context: "deal" }),
  };
  const adding = (
    <Popover
      label={addLabel}
      align="end"
      open={isAdding}
      onOpenChange={setAdding}
      trigger={<IconButton size="small" label={addLabel} icon={<Plus size={16} />} />}
      className="w-72"
    >
      <RecordSearch
        object={object}
        besides={records.map((record) => record.id)}
        onChoose={(record, isNew) => {
          setAdding(false);
          add(record, isNew);
        }}
      />
    </Popover>
  );
  return (
    <Card
      {...frame}
      {...(isFixed ? {} : { action: adding })}
      {...(records.length > 1 ? { count: records.length } : {})}
    >
      {records.length === 0 ? <p className="text-quiet">{empty}</p> : null}
      <ul className="flex flex-col gap-3">
        {records.map((record) => (
          <li key={record.id} className="flex gap-3">
            {mark?.(record)}
            <div className="min-w-0 flex-1">
              <div className="flex items-start gap-1.5">
                <p className="line-clamp-3 min-w-0 font-strong break-words">
                  <Link to={recordPages[object]} params={{ recordId: String(record.id) }} className="hover:underline">
                    <bdi>{record.name}</bdi>
                  </Link>
                </p>
                {record.is_primary && records.length > 1 ? <Badge>{primary[object]}</Badge> : null}
              </div>
              {children(record)}
            </div>
            {isFixed ? null : (
              <Menu
                trigger={<IconButton size="small" label={t`More about ${record.name}`} icon={<Ellipsis size={14} />} />}
              >
                {object !== "deals" && !record.is_primary ? (
                  <MenuItem icon={<Star size={14} />} onSelect={() => lead(record)}>{t`Make primary`}</MenuItem>
                ) : null}
                <MenuItem icon={<X size={14} />} onSelect={() => remove(record)}>{t`Remove from the ticket`}</MenuItem>
              </Menu>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
