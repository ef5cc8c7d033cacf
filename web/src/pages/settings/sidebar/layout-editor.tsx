/** The cards of one layout, put in order, added, removed, opened; nothing holds before it is saved. */
import { Trans, useLingui } from "@lingui/react/macro";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { useValueWords } from "~/crm/field-words";
import type { CardKind, SidebarCard, SidebarLayouts } from "~/crm/sidebar-layout";
import { useFields } from "~/crm/use-fields";
import { newName } from "~/lib/random";
import { useCardNames } from "~/tickets/sidebar/sidebar-cards";
import { Button } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import { OpeningRows } from "~/ui/opening-rows";
import { CardEditor } from "./card-editor.tsx";
import { useOperatorWords } from "./condition-editor.tsx";

const kinds: readonly CardKind[] = [
  "about",
  "contacts",
  "companies",
  "deals",
  "other_tickets",
  "links",
  "timeline",
  "attachments",
  "summary",
  "sla",
  "calls",
];
const mostCards = 40;

export function LayoutEditor({
  cards,
  listable,
  onChange,
}: {
  readonly cards: readonly SidebarCard[];
  readonly listable: SidebarLayouts["fields"];
  readonly onChange: (cards: readonly SidebarCard[]) => void;
}) {
  const { t } = useLingui();
  const name = useCardNames();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const missing = kinds.filter((kind) => !cards.some((card) => card.kind === kind));

  function add(kind: CardKind) {
    // Lists of properties may stand there more than once, so each has a key of its own.
    const key = kind === "properties" ? `list-${newName().slice(0, 8)}` : kind;
    onChange([...cards, { key, kind, title: "", of: "tickets", properties: [], condition: null, is_open: true }]);
    setOpenKey(key);
  }
  return (
    <div className="flex flex-col gap-3">
      <OpeningRows
        label={t`Cards in order`}
        rows={cards.map((card) => ({ id: card.key, name: name(card), card }))}
        openId={openKey}
        onOpen={setOpenKey}
        onOrder={(keys) =>
          onChange([
            ...keys.flatMap((key) => cards.find((card) => card.key === key) ?? []),
            ...cards.filter((card) => !keys.includes(card.key)),
          ])
        }
        onRemove={(key) => onChange(cards.filter((one) => one.key !== key))}
        note={({ card }) => <CardNote card={card} />}
      >
        {({ card }) => (
          <CardEditor
            card={card}
            listable={listable}
            onChange={(changed) => onChange(cards.map((one) => (one.key === card.key ? changed : one)))}
          />
        )}
      </OpeningRows>
      {cards.length < mostCards ? (
        <Menu
          align="start"
          trigger={
            <Button className="self-start">
              <Plus size={14} aria-hidden />
              <Trans>Add a card</Trans>
            </Button>
          }
        >
          <MenuItem onSelect={() => add("properties")}>{t`List of properties`}</MenuItem>
          {missing.map((kind) => (
            <MenuItem key={kind} onSelect={() => add(kind)}>
              {name({ kind, title: "" })}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
    </div>
  );
}

/** When it shows, in words; nothing where it always does. */
function CardNote({ card }: { readonly card: SidebarCard }) {
  const { t, i18n } = useLingui();
  const fields = useFields("tickets") ?? [];
  const operators = useOperatorWords();
  const words = useValueWords();
  const { condition } = card;
  const field = condition && fields.find((one) => one.name === condition.property);
  if (!condition || !field) return null;
  const values = new Intl.ListFormat(i18n.locale, { type: "disjunction" }).format(
    condition.values.map((value) =>
      words({ ...field, kind: field.kind === "multi_select" ? "select" : field.kind }, value),
    ),
  );
  return (
    <span className="block truncate text-12 text-quiet">{t`When ${field.label} ${operators[condition.operator]} ${values}`}</span>
  );
}
