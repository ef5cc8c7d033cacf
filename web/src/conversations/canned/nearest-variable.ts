/** Pure: which variable was probably meant by one that there is none of? */
import { variableNames } from "./variables.ts";

/** What other desks and other people call the same. */
const otherWords: Readonly<Record<string, string>> = {
  user: "agent",
  me: "agent",
  sender: "agent",
  assignee: "owner",
  customer: "contact",
  client: "contact",
  requester: "contact",
  organization: "company",
  subject: "name",
  title: "name",
  number: "id",
  firstname: "first_name",
  mail: "email",
};
/** So many letters may be wrong, of ten. */
const mostWrong = 3;

/** "{{contcat.name}}" is "contact.name"; null where nothing is near. */
export function nearestVariable(written: string): string | null {
  const name = (/[^{}|]+/u.exec(written)?.[0] ?? "").replaceAll(/\s/gu, "").toLowerCase();
  const said = name
    .split(".")
    .map((part) => otherWords[part] ?? part)
    .join(".");
  const ranked = variableNames
    .map((known) => ({ known, wrong: Math.min(distance(said, known), distance(name, known)) }))
    .toSorted((one, other) => one.wrong - other.wrong);
  const best = ranked[0];
  return best && best.wrong * 10 <= mostWrong * best.known.length ? best.known : null;
}

/** How many letters are to be changed, put in or taken out (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, wanted] of [...other].entries())
      next.push(
        Math.min((row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1, (row[index] ?? 0) + (letter === wanted ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
