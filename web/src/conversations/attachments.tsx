/** Files of a message: pictures are looked at here, everything else goes out as a download. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Attachment } from "~/api/shapes";
import { fileSize } from "~/lib/numbers";
import { buttonClasses } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { FileChip } from "~/ui/file-chip";

/** The only kinds that the server hands out to be shown; SVG and HTML are never among them. */
const rasters = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);

export function isPicture(kind: string): boolean {
  return rasters.has(kind.toLowerCase().split(";")[0]?.trim() ?? "");
}

export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<Attachment | null>(null);
  if (attachments.length === 0) return null;
  const pictures = attachments.filter((file) => isPicture(file.content_type));
  const others = attachments.filter((file) => !isPicture(file.content_type));
  return (
    <div className="mt-3 flex flex-col gap-2">
      {pictures.length > 0 ? (
        <ul aria-label={t`Pictures`} className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.id}>
              <Thumbnail file={file} onOpen={() => setOpen(file)} />
            </li>
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <ul aria-label={t`Files`} className="flex flex-wrap gap-2">
          {others.map((file) => (
            <li key={file.id} className="max-w-full">
              <FileChip name={file.name} size={file.size} kind={file.content_type} href={file.url} />
            </li>
          ))}
        </ul>
      ) : null}
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open?.name ?? ""}
        width="wide"
        footer={
          open ? (
            <a href={open.url} download={open.name} className={buttonClasses("secondary")}>
              <Trans>Download</Trans>
            </a>
          ) : null
        }
      >
        {open ? (
          <img src={open.url} alt={open.name} className="mx-auto mt-2 max-h-[64vh] rounded-6 object-contain" />
        ) : null}
      </Dialog>
    </div>
  );
}

function Thumbnail({ file, onOpen }: { readonly file: Attachment; readonly onOpen: () => void }) {
  const { t, i18n } = useLingui();
  const size = fileSize(file.size, i18n.locale);
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t`Look at ${file.name}, ${size}`}
      className="group flex w-36 flex-col overflow-hidden rounded-6 border border-border-strong bg-surface text-left hover:bg-hover"
    >
      <img src={file.url} alt="" loading="lazy" className="h-20 w-full bg-sunken object-cover" />
      <span className="flex w-full items-center gap-2 px-2 py-1 text-12">
        <span className="min-w-0 flex-1 truncate">{file.name}</span>
        <span className="tabular shrink-0 text-quiet">{size}</span>
      </span>
    </button>
  );
}
