/** What is done to one ticket, conversation or record leaves in the order in which it was done, wherever on the screen. */
import { InOrder } from "~/lib/in-order";

/** Where the API has it: "tickets/7". */
export type Address = `${string}/${number}`;

const line = new InOrder<Address>();

/** Asks when what was asked of the same thing before has been answered. Never ask from within a request that stands in the same line. */
export function askInLine<Answer>(thing: Address, request: () => Promise<Answer>): Promise<Answer> {
  return line.ask(thing, request);
}

/** A page that is left takes with it what has not been asked yet: the browser asks first whether one means it. */
export function guardTheLine(): void {
  window.addEventListener("beforeunload", (leaving) => {
    if (line.isWaiting) leaving.preventDefault();
  });
}
