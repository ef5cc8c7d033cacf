/** Which cards stand beside a ticket: what the server keeps, and pure questions about it. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import { type Field, type ObjectType, type RecordValues, isBlank, valueIn } from "./field.ts";

export type CardKind =
  | "about"
  | "contacts"
  | "companies"
  | "deals"
  | "summary"
  | "other_tickets"
  | "links"
  | "timeline"
  | "attachments"
  | "sla"
  | "calls"
  | "properties";
export type ConditionOperator = "is" | "is_not" | "any_of" | "none_of" | "known" | "unknown";

/** Asks the ticket: shown when its property is so. */
export type CardCondition = {
  readonly property: string;
  readonly operator: ConditionOperator;
  readonly values: readonly (string | number | boolean)[];
};

export type SidebarCard = {
  readonly key: string;
  readonly kind: CardKind;
  readonly title: string;
  readonly of: ObjectType;
  readonly properties: readonly string[];
  readonly condition: CardCondition | null;
  readonly is_open: boolean;
};

export type SidebarLayout = { readonly team_id: number | null; readonly cards: readonly SidebarCard[] };

export type SidebarLayouts = {
  readonly layouts: readonly SidebarLayout[];
  readonly mine: SidebarLayout;
  /** Keys of cards, as one dragged them oneself. */
  readonly order: readonly string[];
  /** The default of a new desk. */
  readonly beginning: readonly SidebarCard[];
  /** What cards may list of each record besides the desk's own properties. */
  readonly fields: Readonly<Record<ObjectType, readonly string[]>>;
};

export const sidebarLayoutsQuery = queryOptions({
  queryKey: keys.sidebarLayouts,
  queryFn: ({ signal }) => api.get<SidebarLayouts>("/sidebar-layouts", { signal }),
  staleTime: Number.POSITIVE_INFINITY, // live hints say when it changes
});

/** Whether a card with this condition shows; a property that is gone hides nothing. */
export function isMet(condition: CardCondition | null, record: RecordValues, fields: readonly Field[]): boolean {
  const field = condition && fields.find((one) => one.name === condition.property);
  if (!condition || !field) return true;
  const value = valueIn(record, field);
  const there = (Array.isArray(value) ? value : isBlank(value) ? [] : [value]).map(String);
  const wanted = condition.values.map(String);
  switch (condition.operator) {
    case "known":
      return !isBlank(value);
    case "unknown":
      return isBlank(value);
    case "is":
    case "any_of":
      return there.some((one) => wanted.includes(one));
    case "is_not":
    case "none_of":
      return !there.some((one) => wanted.includes(one));
  }
}

/** The cards as somebody ordered them; one that their order doesn't know stands after the card it follows in the layout. */
export function inOwnOrder<Card extends { readonly key: string }>(
  cards: readonly Card[],
  order: readonly string[],
): readonly Card[] {
  const placed = order.flatMap((key) => cards.find((card) => card.key === key) ?? []);
  cards.forEach((card, index) => {
    if (placed.includes(card)) return;
    const before = cards[index - 1];
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, card);
  });
  return placed;
}

/** All keys in order after the ones in view were put in another: what is hidden keeps to the card it stood behind. */
export function withHidden(all: readonly string[], shown: readonly string[]): readonly string[] {
  return inOwnOrder(
    all.map((key) => ({ key })),
    shown,
  ).map(({ key }) => key);
}
