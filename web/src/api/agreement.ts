/** Do the shapes written by hand hold what the server says it sends? Types only: where they part, this file does not compile. */
import type { paths } from "./schema.gen.ts";
import type { PrintedConversation, SearchResult, TicketPage, TicketWhole, View } from "./shapes.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The description says "text" where we know the words: one of ours counts as text. */
type Widened<Shape> = Shape extends string
  ? string
  : Shape extends readonly (infer One)[]
    ? readonly Widened<One>[]
    : Shape extends object
      ? { readonly [Name in keyof Shape]: Widened<Shape[Name]> }
      : Shape;

type Agrees<Server extends Widened<Ours>, Ours> = [Server, Ours];

/** Only what the server describes field by field. */
export type Agreements = [
  Agrees<Answer<"/api/tickets">, TicketPage>,
  Agrees<Answer<"/api/tickets/{ticket_id}">["ticket"]["sla"], TicketWhole["sla"]>,
  Agrees<Answer<"/api/views">, { views: readonly Omit<View, "settings">[] }>,
  Agrees<Answer<"/api/tickets/{ticket_id}/conversation">, PrintedConversation>,
  Agrees<Answer<"/api/search">, { results: readonly SearchResult[] }>,
];
