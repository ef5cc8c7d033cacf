import { expect, test } from "vitest";
import { nearestVariable } from "./nearest-variable.ts";
import { fillIn, openVariables, unknownVariables, variablesIn } from "./variables.ts";

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
  expect(openVariables("{{contact.nmae}}")).toEqual([]);
  expect(variablesIn("to {{owner.name}}.")).toEqual([{ from: 3, to: 17 }]);
});

test("what only looks like a variable is named as it stands, but not in code", () => {
  const text = "{{contact.name}} {{user.name}} {{ contcat.name | you }} {{greeting}} {{user.name}} {{}} {{ 1 + 2 }}";
  expect(unknownVariables(`<p>${text}</p><pre><code>{{item.price}}</code></pre> <code>{{x}}</code>`)).toEqual([
    "{{user.name}}",
    "{{ contcat.name | you }}",
    "{{greeting}}",
  ]);
});

test("the nearest one is told, by its letters or by what others call it, and none where none is near", () => {
  const near = {
    "{{contcat.name}}": "contact.name",
    "{{ Contact . first_name | you }}": "contact.first_name",
    "{{user.name}}": "agent.name",
    "{{customer.email}}": "contact.email",
    "{{ticket.number}}": "ticket.id",
    "{{company.nmae}}": "company.name",
    "{{item.price}}": null,
    "{{greeting}}": null,
  };
  for (const [written, meant] of Object.entries(near))
    expect([written, nearestVariable(written)]).toEqual([written, meant]);
});
