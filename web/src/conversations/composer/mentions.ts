/** Pure: which colleagues does a text name with @, and whose name begins like that? */

export type Person = { readonly id: number; readonly name: string; readonly email?: string };

/** Those whose whole name, or one word of it, begins so; a whole name first. */
export function namesBeginning(typed: string, people: readonly Person[]): Person[] {
  const wanted = typed.toLowerCase();
  const rank = ({ name }: Person) => {
    const whole = name.toLowerCase();
    if (whole === wanted.trim()) return -1; // it stands there already
    return whole.startsWith(wanted) ? 2 : whole.split(/\s+/u).some((word) => word.startsWith(wanted)) ? 1 : -1;
  };
  return people
    .filter((person) => rank(person) > 0)
    .toSorted((one, other) => rank(other) - rank(one) || one.name.localeCompare(other.name));
}

/** A longer name wins over one that it begins with: "@Ann Berg" does not name Ann. */
export function mentionedIn(text: string, people: readonly Person[]): number[] {
  let rest = text.toLowerCase();
  const found: number[] = [];
  for (const person of people.toSorted((one, other) => other.name.length - one.name.length)) {
    const name = `@${person.name.toLowerCase()}`;
    if (person.name === "" || !rest.includes(name)) continue;
    found.push(person.id);
    rest = rest.replaceAll(name, " ");
  }
  return found;
}
