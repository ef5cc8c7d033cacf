/** Every file that came or went with the ticket's messages. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { MessagePage } from "~/api/shapes";
import { FileChip } from "~/ui/file-chip";
import { ticketFilesQuery } from "../queries.ts";
import { Card, type CardFrame } from "./card.tsx";

/** Only a long conversation is asked about: of a short one every message is here already. */
export function FilesCard({
  ticketId,
  messages,
  ...frame
}: CardFrame & { readonly ticketId: number; readonly messages: MessagePage }) {
  const { t } = useLingui();
  const { data } = useQuery({ ...ticketFilesQuery(ticketId), enabled: messages.has_more });
  const here = messages.messages
    .toReversed()
    .flatMap((message) => message.attachments.filter((file) => !file.is_inline));
  const files = (messages.has_more ? data : undefined) ?? here;
  return (
    <Card {...frame} count={files.length}>
      {files.length === 0 ? <p className="text-quiet">{t`No files were sent.`}</p> : null}
      <ul className="flex flex-col items-start gap-1.5">
        {files.map((file) => (
          <li key={file.id} className="max-w-full">
            <FileChip name={file.name} size={file.size} kind={file.content_type} href={file.url} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
