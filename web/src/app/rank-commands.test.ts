import { expect, test } from "vitest";
import { rankCommands } from "./rank-commands.ts";

const command = (label: string, group = "General") => ({ id: label, label, group, run: () => undefined });
const commands = [
  command("My team's open", "Go to"),
  command("Open the ticket"),
  command("Dark theme", "Look"),
  command("Käännä", "Look"),
];
const found = (typed: string) => rankCommands(commands, typed).map((one) => one.label);

test("what begins with the typed word comes first", () => {
  expect(found("open")).toEqual(["Open the ticket", "My team's open"]);
});

test("every typed word must be met, by label or group, without accents", () => {
  expect(found("look dark")).toEqual(["Dark theme"]);
  expect(found("kaan")).toEqual(["Käännä"]);
  expect(found("nothing such")).toEqual([]);
});

test("nothing typed shows all", () => {
  expect(found("")).toHaveLength(4);
});
