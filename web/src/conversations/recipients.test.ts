import { describe, expect, test } from "vitest";
import type { Message, Thread } from "~/api/shapes";
import { addTo, isAddress, parseAddresses, recipientsForMessage, replyRecipients } from "./recipients.ts";

const ann = { name: "Ann Doe", address: "ann@example.com" };
const bob = { name: "", address: "bob@example.org" };
const desk = { name: "Help", address: "help@desk.test" };
const thread = (to: (typeof ann)[], cc: (typeof ann)[]) => ({ reply_to: { to, cc } }) as unknown as Thread;

describe("what is typed into a recipient field", () => {
  test.each([
    ["ann@example.com", [{ name: "", address: "ann@example.com" }], ""],
    ["Ann Doe <ann@example.com>, bob@example.org", [ann, bob], ""],
    ['"Doe, Ann" <ann@example.com>; bob@example.org', [{ name: "Doe, Ann", address: "ann@example.com" }, bob], ""],
    ["bob@example.org BOB@example.org", [bob], ""],
    [
      "a@b.fi\nc@d.pl",
      [
        { name: "", address: "a@b.fi" },
        { name: "", address: "c@d.pl" },
      ],
      "",
    ],
    ["ann, bob@example.org", [bob], "ann"],
    ["mailto:bob@example.org", [bob], ""],
    ["", [], ""],
  ])("%s", (typed, addresses, rest) => {
    expect(parseAddresses(typed)).toEqual({ addresses, rest });
  });

  test("an address needs both halves", () => {
    expect(["ann", "ann@", "@x.fi", "a b@x.fi", "ann@x..fi"].some(isAddress)).toBe(false);
    expect(["ann@localhost", "päivi@esimerkki.fi", "a+b@x.co"].every(isAddress)).toBe(true);
  });

  test("the same address is kept once", () => {
    expect(addTo({ to: [ann], cc: [], bcc: [] }, "to", [{ name: "", address: "ANN@example.com" }]).to).toEqual([ann]);
  });
});

describe("to whom a reply goes", () => {
  test("to the customer and all who were copied, never to ourselves", () => {
    expect(replyRecipients(thread([ann, desk], [bob, desk, ann]), ["HELP@desk.test"], null)).toEqual({
      to: [ann],
      cc: [bob],
      bcc: [],
    });
  });

  test("to the ticket's contact where there is no thread yet", () => {
    expect(replyRecipients(undefined, [], ann).to).toEqual([ann]);
  });

  test("to a message's writer alone, or to all", () => {
    const message = {
      direction: "incoming",
      from: bob,
      recipients: [
        { ...desk, field: "to" },
        { ...ann, field: "cc" },
      ],
    } as unknown as Message;
    expect(recipientsForMessage(message, [desk.address], false)).toEqual({ to: [bob], cc: [], bcc: [] });
    expect(recipientsForMessage(message, [desk.address], true)).toEqual({ to: [bob], cc: [ann], bcc: [] });
  });
});
