/** Takes a reply or a forward back before it leaves: its words become the draft again, with all that went with them. */
import type { PlaceId } from "~/api/keys";
import type { Draft, DraftBody, Message } from "~/api/shapes";
import { saveDraft, undoSending } from "./commands.ts";
import { bodyFrom } from "./composer/draft-body.ts";
import { withoutSignature } from "./signature.ts";

/** `known` holds what the server's draft can't: the names of files, what was written since. Throws Refusal once the reply has left. */
export async function takeBack(
  ticketId: PlaceId,
  messageId: number,
  known: (back: DraftBody) => Partial<DraftBody>,
): Promise<Draft> {
  const { draft } = await undoSending(messageId);
  const back = bodyFrom(draft ?? { body: {} });
  const body: DraftBody = { ...back, ...known(back) };
  const { version } = await saveDraft(ticketId, draft?.kind ?? "reply", body, draft?.version ?? 0);
  return { body, version };
}

/** What the message on the screen knows of itself. */
export function knownOf(message: Message, signature: string): (back: DraftBody) => Partial<DraftBody> {
  return (back) => {
    const attachments = message.attachments.filter((file) => !back.html.includes(file.url));
    return {
      html: withoutSignature(back.html, signature),
      attachments,
      attachment_ids: attachments.map((file) => file.id),
    };
  };
}
