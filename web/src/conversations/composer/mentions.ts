/** Pure: which colleagues does a text name with @? */

type Person = { readonly id: number; readonly name: string };

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
