import { expect, test } from "vitest";
import { addressOf, asContactOf, isUnclear, personIn, writtenOut } from "./typed-contact.ts";

const ann = { id: 7, name: "Ann Kowalska", email: "ann@customer.example" };

test("an address alone, with a name, or as mail programs copy it, is one person", () => {
  expect(personIn(" ann@customer.example ")).toEqual({ name: "", address: "ann@customer.example" });
  expect(personIn('"Kowalska, Ann" <ann@customer.example>')).toEqual({
    name: "Kowalska, Ann",
    address: "ann@customer.example",
  });
  expect(personIn("mailto:ann@customer.example")).toEqual({ name: "", address: "ann@customer.example" });
});

test("a name alone, half an address, and two people name nobody", () => {
  for (const text of [
    "Ann",
    "ann@",
    "ann@customer.example, bob@customer.example",
    "Ann <ann@customer.example> and more",
  ]) {
    expect(personIn(text)).toBeNull();
    expect(isUnclear({ text, chosen: null })).toBe(true);
  }
  expect(isUnclear({ text: " ", chosen: null })).toBe(false);
});

test("whoever was chosen is meant by id, also without an address", () => {
  expect(asContactOf({ text: writtenOut(ann), chosen: ann })).toEqual({ contact_id: 7 });
  const chosen = { ...ann, email: null };
  expect(asContactOf({ text: writtenOut(chosen), chosen })).toEqual({ contact_id: 7 });
  expect(addressOf({ text: "Ann Kowalska", chosen })).toBeNull();
  expect(isUnclear({ text: "Ann Kowalska", chosen })).toBe(false);
});

test("whoever was only typed is found or made by the address, with the name", () => {
  expect(asContactOf({ text: "Ann Kowalska <ann@customer.example>", chosen: null })).toEqual({
    contact_email: "ann@customer.example",
    contact_name: "Ann Kowalska",
  });
  expect(asContactOf({ text: "ann@customer.example", chosen: null })).toEqual({
    contact_email: "ann@customer.example",
  });
  expect(asContactOf({ text: "", chosen: null })).toEqual({});
});
