import { expect, test } from "vitest";
import { fillIn, openVariables, variablesIn } from "./variables.ts";

const values = { "contact.first_name": "Ann", "company.name": null, "ticket.id": "7", "contact.name": "Ann <b>" };

test("what is known is filled in, escaped; what is not takes its words instead or stays", () => {
  expect(fillIn("<p>Hi {{contact.first_name | there}}, #{{ ticket.id }}</p>", values)).toBe("<p>Hi Ann, #7</p>");
  expect(fillIn("{{contact.name}}", values)).toBe("Ann &lt;b&gt;");
  expect(fillIn("at {{company.name | your company}}", values)).toBe("at your company");
  expect(fillIn("at {{company.name}}", values)).toBe("at {{company.name}}");
});

test("open ones are named once, and none in code", () => {
  expect(openVariables("{{company.name}} {{company.name | }} {{nothing.of_ours}} <code>{{ticket.id}}</code>")).toEqual([
    "company.name",
  ]);
  expect(variablesIn("to {{owner.name}}.")).toEqual([{ from: 3, to: 17 }]);
});
