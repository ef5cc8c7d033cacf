import { expect, test } from "vitest";
import { actsOf, fieldsOf } from "./macro-acts.ts";

test("what the form says is what the server does, and back", () => {
  const fields = {
    statusId: 3,
    priority: "HIGH" as const,
    owner: "me" as const,
    teamId: null,
    tags: ["late"],
    properties: { refund: 5 },
    snooze: 3,
  };
  expect(actsOf(fields).map((one) => one.act)).toEqual(["edit", "tags", "assign", "status", "snooze"]);
  expect(fieldsOf(actsOf(fields))).toEqual(fields);
  expect(fieldsOf(actsOf({ tags: [], properties: {}, snooze: "reply" })).snooze).toBe("reply");
  expect(actsOf({ tags: [], properties: {} })).toEqual([]);
});
