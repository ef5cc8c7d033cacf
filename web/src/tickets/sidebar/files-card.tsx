/** Every file that was sent in the messages on the screen. */
import { useLingui } from "@lingui/react/macro";
import type { Message } from "~/api/shapes";
import { FileChip } from "~/ui/file-chip";
import { Card } from "./card.tsx";

export function FilesCard({ messages }: { readonly messages: readonly Message[] }) {
  const { t } = useLingui();
  const files = messages.toReversed().flatMap((message) => message.attachments.filter((file) => !file.is_inline));
  if (files.length === 0) return null;
  return (
    <Card name="files" title={t`Attachments`} count={files.length}>
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
