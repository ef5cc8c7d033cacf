import { describe, expect, test } from "vitest";
import {
  type Group,
  type RawGroup,
  asksFor,
  countConditions,
  fromRaw,
  hasHalf,
  isGroup,
  isRawGroup,
  newCondition,
  newGroup,
  toRaw,
  withPart,
} from "./filter.ts";

const nested: RawGroup = {
  all: [
    { property: "ticket.priority", is: "any_of", value: ["HIGH"] },
    {
      any: [
        { property: "ticket.owner_id", is: "unknown" },
        { property: "ticket.created_at", is: "within_last", value: { n: 7, unit: "days" } },
      ],
    },
  ],
};

function first(group: Group) {
  const part = group.parts[0];
  if (!part || isGroup(part)) throw new Error("no condition");
  return part;
}

describe("a filter", () => {
  test("comes back as it was", () => {
    expect(toRaw(fromRaw(nested))).toEqual(nested);
  });

  test("leaves out what is not finished, and groups in which nothing is", () => {
    const group = newGroup("all", [newCondition(), newGroup("any", [newCondition()])]);
    expect(toRaw(group)).toEqual({ all: [] });
  });

  test.each([
    ["any_of", []],
    ["between", ["2026-01-01", ""]],
    ["contains", " "],
    ["within_last", { n: null, unit: "days" }],
    ["is", null],
  ])("is not finished with %s and %j", (is, value) => {
    expect(toRaw(newGroup("all", [{ id: "1", property: "x", is, value }]))).toEqual({ all: [] });
  });

  test("keeps a truth that is false", () => {
    const raw = { all: [{ property: "unread", is: "is", value: false }] };
    expect(toRaw(fromRaw(raw))).toEqual(raw);
  });

  test("is changed and shortened in the middle", () => {
    const group = fromRaw(nested);
    const { id } = first(group);
    expect(toRaw(withPart(group, id, () => null))).toEqual({ all: [(nested as { all: unknown[] }).all[1]] });
    const turned = withPart(group, group.id, (part) => (isGroup(part) ? { ...part, word: "any" } : part));
    expect(Object.keys(toRaw(turned))).toEqual(["any"]);
  });

  test("tells how much it asks for", () => {
    expect(countConditions(nested)).toBe(3);
    expect(asksFor(nested)).toBe(true);
    expect(asksFor({ all: [{ any: [] }] })).toBe(false);
  });

  test("what is half there is told from what is not begun", () => {
    const group = fromRaw(nested);
    expect(hasHalf(newGroup("all", [group, newCondition()]))).toBe(false);
    const half = { ...newCondition(), property: "ticket.owner_id", is: "any_of", value: [] };
    expect(hasHalf(newGroup("all", [group, newGroup("any", [half])]))).toBe(true);
    expect(hasHalf(newGroup("all", [{ ...half, is: "known" }]))).toBe(false);
  });

  test("is told from other things in an address", () => {
    expect([nested, { any: [] }, { all: 1 }, null, "all", []].map(isRawGroup)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
