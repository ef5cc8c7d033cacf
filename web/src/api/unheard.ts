/** The names of requests whose answer never came: sent again, they go out under the same, and the server does nothing twice. */
import { newName } from "~/lib/random";

const names = new Map<string, string>();

/** What may be done again makes a request the same: where it goes, and what it asks for. */
export function nameOf(path: string, asked: unknown): string {
  const request = `${path} ${JSON.stringify(asked)}`;
  const name = names.get(request) ?? newName();
  names.set(request, name);
  return name;
}

/** An answer came, whatever it says: the next request of this kind is another one. */
export function heard(path: string, asked: unknown): void {
  names.delete(`${path} ${JSON.stringify(asked)}`);
}
