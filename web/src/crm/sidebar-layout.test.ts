import { describe, expect, test } from "vitest";
import type { Field } from "./field.ts";
import { type CardCondition, inOwnOrder, isMet, withHidden } from "./sidebar-layout.ts";

const card = (key: string) => ({ key });
const keysOf = (cards: readonly { readonly key: string }[]) => cards.map(({ key }) => key).join("");

describe("one's own order", () => {
  test("cards that it doesn't know stand where the layout has them", () => {
    expect(keysOf(inOwnOrder(["a", "b", "c", "d"].map(card), ["d", "a"]))).toBe("dabc");
    expect(keysOf(inOwnOrder(["new", "a", "b"].map(card), ["b", "a"]))).toBe("newba");
  });

  test("cards that are gone from the layout are forgotten", () => {
    expect(keysOf(inOwnOrder(["a", "b"].map(card), ["gone", "b", "a"]))).toBe("ba");
  });

  test("what a condition hides keeps its place behind the same card", () => {
    expect(withHidden(["a", "hidden", "b", "c"], ["c", "a", "b"]).join(" ")).toBe("c a hidden b");
  });
});

describe("conditions", () => {
  const field = (name: string, isOwn: boolean): Field => ({
    object: "tickets",
    name,
    label: name,
    kind: "text",
    options: [],
    isOwn,
    isFixed: false,
  });
  const fields = [field("category", false), field("status_id", false), field("size", true), field("colours", true)];
  const ticket = { category: "BILLING_ISSUE", status_id: 4, properties: { colours: ["red", "blue"] } };
  const asks = (property: string, operator: CardCondition["operator"], ...values: (string | number)[]) =>
    isMet({ property, operator, values }, ticket, fields);

  test("one value, several, none", () => {
    expect(asks("category", "is", "BILLING_ISSUE")).toBe(true);
    expect(asks("category", "is_not", "BILLING_ISSUE")).toBe(false);
    expect(asks("status_id", "any_of", 3, 4)).toBe(true);
    expect(asks("status_id", "none_of", "3", "4")).toBe(false);
    expect(asks("colours", "is", "blue")).toBe(true);
    expect(asks("colours", "none_of", "green")).toBe(true);
  });

  test("known and unknown", () => {
    expect(asks("category", "known")).toBe(true);
    expect(asks("size", "known")).toBe(false);
    expect(asks("size", "unknown")).toBe(true);
    expect(asks("size", "is", "x")).toBe(false);
  });

  test("without a condition, or of a property that is gone, a card shows", () => {
    expect(isMet(null, ticket, fields)).toBe(true);
    expect(asks("gone", "is", "x")).toBe(true);
  });
});
