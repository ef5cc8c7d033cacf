import { expect, test } from "vitest";
import { signaturesBelow, withSignature, withoutSignature } from "./signature.ts";

test("a signature goes below the words and comes off again", () => {
  const signed = withSignature("<p>Hello</p>", "<p>Ann</p>");
  expect(signed).toBe("<p>Hello</p><p></p><p>Ann</p>");
  expect(withoutSignature(signed, "<p>Ann</p>")).toBe("<p>Hello</p>");
});

test("no signature changes nothing", () => {
  expect(withSignature("<p>Hello</p>", "<p></p>")).toBe("<p>Hello</p>");
  expect(withoutSignature("<p>Hello</p>", "")).toBe("<p>Hello</p>");
});

test("the signature of the address stands below one's own and two dashes", () => {
  expect(signaturesBelow("<p>Maija</p>", "<p>Coffee Ltd</p>")).toBe("<p>Maija</p><p>-- </p><p>Coffee Ltd</p>");
  expect(signaturesBelow("<p></p>", "<p>Coffee Ltd</p>")).toBe("<p>-- </p><p>Coffee Ltd</p>");
  expect(signaturesBelow("<p>Maija</p>", "")).toBe("<p>Maija</p>");
});
