/** A file with its size: downloads, previews, or is taken away again. */
import { useLingui } from "@lingui/react/macro";
import File from "lucide-react/icons/file";
import FileArchive from "lucide-react/icons/file-archive";
import FileImage from "lucide-react/icons/file-image";
import FileText from "lucide-react/icons/file-text";
import X from "lucide-react/icons/x";
import { fileSize } from "~/lib/numbers";

function iconOf(kind: string) {
  if (kind.startsWith("image/")) return FileImage;
  if (kind.startsWith("text/") || kind.includes("pdf") || kind.includes("word")) return FileText;
  return kind.includes("zip") || kind.includes("compressed") ? FileArchive : File;
}

export type FileChipProps = {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly kind: string;
  readonly href?: string;
  readonly onRemove?: () => void;
  /** 0 to 1 while it is being sent to the server. */
  readonly progress?: number;
  readonly fault?: string;
};

export function FileChip({ name, size, kind, href, onRemove, progress, fault }: FileChipProps) {
  const { t, i18n } = useLingui();
  const Icon = iconOf(kind);
  const inside = (
    <>
      <Icon size={16} className="shrink-0 text-quiet" aria-hidden />
      <span className="min-w-0 truncate">{name}</span>
      <span className={fault ? "shrink-0 text-12 text-danger" : "tabular shrink-0 text-12 text-quiet"}>
        {fault ?? fileSize(size, i18n.locale)}
      </span>
    </>
  );
  return (
    <span className="relative inline-flex h-8 max-w-72 items-center overflow-hidden rounded-6 border border-border-strong bg-surface">
      {href ? (
        <a
          href={href}
          download={name}
          className="focus-inset flex h-full min-w-0 items-center gap-2 px-2 hover:bg-hover"
        >
          {inside}
        </a>
      ) : (
        <span className="flex min-w-0 items-center gap-2 px-2">{inside}</span>
      )}
      {onRemove ? (
        <button
          type="button"
          aria-label={t`Remove ${name}`}
          onClick={onRemove}
          className="focus-inset flex size-8 shrink-0 items-center justify-center text-quiet hover:bg-hover hover:text-text"
        >
          <X size={14} aria-hidden />
        </button>
      ) : null}
      {progress !== undefined && progress < 1 ? (
        <span
          aria-hidden
          className="absolute bottom-0 left-0 h-0.5 bg-accent transition-[width]"
          style={{ width: `${progress * 100}%` }}
        />
      ) : null}
    </span>
  );
}
