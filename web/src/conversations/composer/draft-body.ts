/** Pure: what a draft holds, and when two are the same to a person. */
import type { Address, Draft, DraftBody, Upload } from "~/api/shapes";
import { isBlank } from "../plain-words.ts";

export const emptyBody: DraftBody = {
  html: "",
  text: "",
  to: [],
  cc: [],
  bcc: [],
  attachments: [],
  attachment_ids: [],
  thread_id: null,
  seen_message_id: 0,
  forward: null,
};

/** The server keeps the body as it was given; a field that an older page did not know is filled in. */
export function bodyFrom(draft: Pick<Draft, "body">): DraftBody {
  const kept = draft.body as Partial<DraftBody>;
  const body = { ...emptyBody, ...kept };
  const unnamed = body.attachment_ids.filter(
    (id) => !body.attachments.some((file) => file.id === id) && !body.html.includes(`/api/attachments/${id}"`),
  );
  const files = unnamed.map((id): Upload => ({
    id,
    name: `#${id}`,
    size: 0,
    content_type: "application/octet-stream",
    url: `/api/attachments/${id}`,
  }));
  return { ...body, attachments: [...body.attachments, ...files] };
}

export function isEmptyBody(body: DraftBody): boolean {
  return isBlank(body.html) && body.attachments.length === 0 && body.forward === null;
}

function addresses(list: readonly Address[]): string {
  return list.map((one) => one.address.toLowerCase()).join(",");
}

export function isSameBody(one: DraftBody, other: DraftBody): boolean {
  const words = (body: DraftBody) => (isBlank(body.html) ? "" : body.html);
  const files = (list: readonly Upload[]) => list.map((file) => file.id).join(",");
  return (
    words(one) === words(other) &&
    files(one.attachments) === files(other.attachments) &&
    JSON.stringify(one.forward) === JSON.stringify(other.forward) &&
    (["to", "cc", "bcc"] as const).every((field) => addresses(one[field]) === addresses(other[field]))
  );
}
