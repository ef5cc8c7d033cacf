/** What replying and commenting share: the editor, its files, its marks, and the state of its draft. */
import { Trans, useLingui } from "@lingui/react/macro";
import Paperclip from "lucide-react/icons/paperclip";
import { type DragEvent, type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from "react";
import type { Upload } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { Button, IconButton } from "~/ui/button";
import { FileChip } from "~/ui/file-chip";
import { isPicture } from "../attachments.tsx";
import type { WritingAids } from "../canned/use-writing-aids.ts";
import { isBlank, plainWords } from "../plain-words.ts";
import { isEmptyBody } from "./draft-body.ts";
import type { EditorHandle } from "./editor-props.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { RichEditor } from "./editor.tsx";
import type { Person } from "./mentions.ts";
import type { DraftHandle } from "./use-draft.ts";
import { useUploads } from "./use-uploads.ts";

export type WritingRoomProps = {
  readonly draft: DraftHandle;
  readonly label: string;
  readonly placeholder: string;
  /** Above the text: recipients, or who will read it. */
  readonly head: ReactNode;
  /** HTML that goes out below the words, such as a signature. */
  readonly tail?: string | null;
  /** What goes along below all that. */
  readonly below?: ReactNode;
  /** At the end of the last line: what sends it. */
  readonly renderActs: (state: { readonly isUploading: boolean }) => ReactNode;
  readonly renderTools?: (handle: EditorHandle | null) => ReactNode;
  readonly people?: readonly Person[];
  readonly aids: WritingAids;
  readonly onEdit: (change: { html?: string; attachments?: readonly Upload[] }) => void;
  readonly onSend: () => void;
  readonly onTyping: () => void;
  readonly onReady: (handle: EditorHandle | null) => void;
};

export function WritingRoom(props: WritingRoomProps) {
  const { draft, onEdit } = props;
  const { t } = useLingui();
  const { body, revision } = draft.state;
  const [toolbar, setToolbar] = useState<HTMLElement | null>(null);
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  const [isOver, setOver] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const attachments = useRef(body.attachments);
  attachments.current = body.attachments;
  const inText = useRef(new Set<File>());

  const uploads = useUploads((done, file) => {
    if (inText.current.delete(file)) return handle?.insertPicture(done.url, done.name);
    // Two files may arrive before the next render: the second must know of the first.
    attachments.current = [...attachments.current, done];
    return onEdit({ attachments: attachments.current });
  });
  const { add } = uploads;
  const ready = props.onReady;
  const onReady = useCallback(
    (now: EditorHandle | null) => {
      setHandle(now);
      ready(now);
    },
    [ready],
  );
  const onFiles = useCallback(
    (files: File[]) => {
      for (const file of files) if (isPicture(file.type)) inText.current.add(file);
      add(files);
    },
    [add],
  );

  function key(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      props.onSend();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      // One step back: out of the text, with the words kept.
      event.preventDefault();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    }
  }
  function dropped(event: DragEvent) {
    setOver(false);
    if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  }

  const isTall = isFocused || !isEmptyBody(body);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears what bubbles up from the fields inside
    <div
      onKeyDown={key}
      onFocus={() => setFocused(true)}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setFocused(false)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
      onDrop={dropped}
      className={classes(
        "flex min-h-0 flex-1 flex-col px-4 pt-1 pb-2 max-sm:px-3",
        isOver && "outline-2 -outline-offset-2 outline-accent",
      )}
    >
      {props.head}
      <DraftClash draft={draft} />
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a wider place to click for the field inside */}
      <div
        onInput={props.onTyping}
        onClick={(event) => event.target === event.currentTarget && handle?.focus()}
        className={classes(
          "min-h-0 flex-1 overflow-y-auto py-1.5 transition-[min-height] duration-100 max-sm:max-h-none md:max-h-[38vh]",
          isTall ? "min-h-24" : "min-h-9",
        )}
      >
        <RichEditor
          html={body.html}
          revision={revision}
          label={props.label}
          placeholder={props.placeholder}
          toolbar={toolbar}
          autoFocus={false}
          {...(props.people ? { people: props.people } : {})}
          snippets={props.aids.snippets}
          fill={props.aids.fill}
          onChange={(html) => onEdit({ html })}
          onFiles={onFiles}
          onReady={onReady}
        />
        {props.tail && !isBlank(props.tail) ? (
          <p role="note" aria-label={t`Your signature`} className="pt-3 whitespace-pre-wrap text-quiet">
            {plainWords(props.tail)}
          </p>
        ) : null}
        {props.below}
      </div>
      {body.attachments.length + uploads.uploading.length > 0 ? (
        <ul aria-label={t`Files to go with it`} className="flex flex-wrap gap-1.5 py-1">
          {body.attachments.map((file) => (
            <li key={file.id} className="max-w-full">
              <FileChip
                name={file.name}
                size={file.size}
                kind={file.content_type}
                href={file.url}
                onRemove={() => onEdit({ attachments: body.attachments.filter((other) => other.id !== file.id) })}
              />
            </li>
          ))}
          {uploads.uploading.map((one) => (
            <li key={one.key} className="max-w-full">
              <FileChip
                name={one.file.name}
                size={one.file.size}
                kind={one.file.type}
                progress={one.progress}
                onRemove={() => uploads.drop(one.key)}
                {...(one.fault ? { fault: one.fault } : {})}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
        <span className="flex min-w-0 flex-wrap items-center gap-0.5">
          <IconButton
            label={t`Attach files`}
            size="small"
            className="size-7!"
            icon={<Paperclip size={16} />}
            onClick={() => picker.current?.click()}
          />
          <EmojiButton onChoose={(sign) => handle?.insertText(sign)} />
          {props.renderTools?.(handle)}
          <span ref={setToolbar} className="contents" />
        </span>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-hidden
          tabIndex={-1}
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <span className="ml-auto flex min-w-0 items-center gap-2">
          <DraftWord draft={draft} />
          {props.renderActs({ isUploading: uploads.isBusy })}
        </span>
      </div>
    </div>
  );
}

/** Says quietly that the words are safe, and clearly when they are not yet. */
function DraftWord({ draft }: { readonly draft: DraftHandle }) {
  const { body, isDirty, saving, failed, version } = draft.state;
  if (isEmptyBody(body)) return null;
  return (
    <span aria-live="polite" className={classes("truncate text-12", failed ? "text-warning" : "text-quiet")}>
      {failed ? (
        <Trans>Kept in this browser, not saved yet</Trans>
      ) : isDirty || saving !== null || version === 0 ? null : (
        <Trans>Draft saved</Trans>
      )}
    </span>
  );
}

function DraftClash({ draft }: { readonly draft: DraftHandle }) {
  const { theirs } = draft.state;
  if (!theirs) return null;
  return (
    <div role="alert" className="my-1 flex flex-wrap items-center gap-2 rounded-6 bg-warning-soft px-3 py-2">
      <p className="min-w-0 flex-1">
        <Trans>You wrote something else here in another window. Both are kept until you choose.</Trans>
        <span dir="auto" className="line-clamp-2 text-12 text-quiet">
          {theirs.body.text || theirs.body.html.replaceAll(/<[^>]*>/gu, " ")}
        </span>
      </p>
      <Button size="small" onClick={draft.takeTheirs}>
        <Trans>Take the other</Trans>
      </Button>
      <Button size="small" onClick={draft.keepMine}>
        <Trans>Keep this one</Trans>
      </Button>
    </div>
  );
}
