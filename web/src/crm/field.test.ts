import { describe, expect, test } from "vitest";
import { changeTo, isSame, typedText, typedValue, valueIn } from "./field.ts";

describe("typed values", () => {
  test("a number may have a comma and spaces between thousands", () => {
    expect(typedValue("number", " 1 234,5 ")).toEqual({ value: 1234.5, fault: null });
    expect(typedValue("number", "high")).toEqual({ fault: "number" });
    expect(typedValue("number", "1e15")).toEqual({ fault: "number" });
  });

  test("nothing typed is no value, of whatever kind", () => {
    for (const kind of ["text", "multiline", "number", "date", "datetime", "phone", "url"] as const)
      expect(typedValue(kind, "  ")).toEqual({ value: null, fault: null });
  });

  test("only addresses of the web are links", () => {
    expect(typedValue("url", "https://shop.example/a?b=c").fault).toBeNull();
    for (const bad of ["javascript:alert(1)", "shop.example", "https://", "https://a b"])
      expect(typedValue("url", bad).fault).toBe("url");
  });

  test("a phone number needs a digit and no letters", () => {
    expect(typedValue("phone", "+358 (0)40 123").fault).toBeNull();
    expect(typedValue("phone", "call me").fault).toBe("phone");
  });

  test("a time goes to the box and back unchanged", () => {
    const at = "2026-11-21T09:30:00.000Z";
    expect(typedValue("datetime", typedText("datetime", at))).toEqual({ value: at, fault: null });
  });
});

describe("fields of records", () => {
  const record = { priority: "LOW", company: { id: 7, name: "Acme" }, properties: { floor: 3 } };

  test("the desk's own stand among the properties", () => {
    expect(valueIn(record, { name: "floor", isOwn: true })).toBe(3);
    expect(valueIn(record, { name: "priority", isOwn: false })).toBe("LOW");
    expect(valueIn(record, { name: "company_id", isOwn: false })).toBe(7);
    expect(valueIn(record, { name: "owner_id", isOwn: false })).toBeNull();
    expect(changeTo({ name: "floor", isOwn: true }, 4)).toEqual({ properties: { floor: 4 } });
  });

  test("lists are the same by what is in them, and all nothings are alike", () => {
    expect(isSame(["a", "b"], ["a", "b"])).toBe(true);
    expect(isSame(["a"], ["b"])).toBe(false);
    expect(isSame(null, "")).toBe(true);
    expect(isSame(0, null)).toBe(false);
  });
});
