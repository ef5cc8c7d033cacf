/** One message or comment of a thread. The customer's words lie on the page, ours on a cool surface, comments on a warm one. */
import { Trans, useLingui } from "@lingui/react/macro";
import ChevronRight from "lucide-react/icons/chevron-right";
import Ellipsis from "lucide-react/icons/ellipsis";
import { memo, useId, useState } from "react";
import type { Message } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { download } from "~/lib/download";
import { Avatar } from "~/ui/avatar";
import { IconButton } from "~/ui/button";
import { Menu, MenuItem, MenuSeparator } from "~/ui/menu";
import { RelativeTime } from "~/ui/relative-time";
import { findUser, useDirectory } from "~/users/session";
import { Attachments } from "./attachments.tsx";
import { DeliveryTrouble } from "./delivery.tsx";
import { ForwardedWords } from "./forwarded-words.tsx";
import { MessageBody } from "./message-body.tsx";
import { MessageHead } from "./message-head.tsx";
import { isBlank } from "./plain-words.ts";

export type MessageActs = {
  /** Starts a reply to this message: to its writer alone, or to all. Left out where nothing can be answered. */
  readonly onAnswer?: ((message: Message, all: boolean) => void) | undefined;
  /** Left out where nothing can be forwarded from. */
  readonly onForward?: ((message: Message) => void) | undefined;
  readonly onRetry: (message: Message) => Promise<void>;
  readonly onTakeBack: (message: Message) => void;
};

const surfaces = {
  theirs: "",
  ours: "bg-ours",
  comment: "border border-comment-border bg-comment",
};

/** A finger is not near before it touches. */
const comesByFinger = matchMedia("(pointer: coarse)").matches;

function voiceOf(message: Message): keyof typeof surfaces {
  if (message.kind === "comment") return "comment";
  return message.direction === "outgoing" ? "ours" : "theirs";
}

export type MessageViewProps = MessageActs & {
  readonly message: Message;
  readonly continues: boolean;
  /** The address leads to it. */ readonly isSought: boolean;
  /** The conversation that begins or goes on here, where several stand together. */ readonly subject: string | null;
};

export const MessageView = memo(function MessageView({
  message,
  continues,
  isSought,
  subject,
  ...acts
}: MessageViewProps) {
  const { t } = useLingui();
  const directory = useDirectory();
  const id = useId();
  const [details, setDetails] = useState(false);
  // The menu is made when a pointer or the focus comes near: twenty of them would delay the first words.
  const [isNear, setNear] = useState(comesByFinger);
  const comeNear = () => setNear(true);
  const [unfolded, setUnfolded] = useState(isSought);
  const colleague = findUser(directory, message.user_id);
  const author = colleague?.name ?? (message.from?.name || message.from?.address) ?? t`Unknown`;
  const voice = voiceOf(message);
  if (message.is_automatic && !unfolded)
    return <FoldedMail message={message} author={author} onUnfold={() => setUnfolded(true)} />;

  const shownFiles = message.attachments.filter((file) => !file.is_inline || !(message.has_html || message.safe_html));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only notices that someone came near
    <article
      aria-labelledby={id}
      data-message={message.id}
      data-voice={voice}
      onPointerEnter={comeNear}
      onFocus={comeNear}
      {...(continues ? { "data-continues": "" } : {})}
      {...(isSought ? { "aria-current": "true" } : {})}
      className={classes(
        "group relative grid grid-cols-[32px_1fr] gap-x-3 rounded-8 px-3 max-sm:grid-cols-1",
        surfaces[voice],
        isSought && "shadow-[inset_3px_0_0_var(--color-accent)]",
        continues ? "-mt-2 rounded-t-none border-t-0 pt-0 pb-3" : "py-3",
        "[&:has(+[data-continues])]:rounded-b-none [&:has(+[data-continues])]:border-b-0",
      )}
    >
      <span className="max-sm:hidden">
        {continues ? null : (
          <Avatar
            name={author}
            size={32}
            shape={voice === "theirs" ? "round" : "square"}
            tintFrom={colleague?.email ?? message.from?.address ?? author}
          />
        )}
      </span>
      <div className="min-w-0">
        {continues ? (
          <h3 id={id} className="sr-only">
            {author}
          </h3>
        ) : (
          <MessageHead
            id={id}
            message={message}
            author={author}
            isOpen={details}
            onToggle={() => setDetails(!details)}
          />
        )}
        {subject ? (
          <p className="truncate text-12 text-quiet">
            <Trans>
              in <bdi>{subject}</bdi>
            </Trans>
          </p>
        ) : null}
        <div className={continues ? "" : "mt-1.5"}>
          {message.forwarded && isBlank(message.safe_html ?? message.text) ? null : (
            <MessageBody message={message} author={author} />
          )}
        </div>
        {message.forwarded ? <ForwardedWords messages={message.forwarded} /> : null}
        <Attachments attachments={shownFiles} />
        <DeliveryTrouble message={message} onRetry={() => acts.onRetry(message)} />
      </div>
      {message.kind === "message" && isNear ? <MessageMenu message={message} {...acts} /> : null}
    </article>
  );
});

function MessageMenu({ message, onAnswer, onForward, onTakeBack }: MessageActs & { readonly message: Message }) {
  const { t } = useLingui();
  const mayTakeBack =
    message.delivery === "queued" && message.send_at !== null && Date.parse(message.send_at) > Date.now();
  if (!onAnswer && !onForward && !mayTakeBack && !message.has_raw) return null;
  return (
    <span className="absolute top-2 right-2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
      <Menu trigger={<IconButton label={t`More about this message`} size="small" icon={<Ellipsis size={16} />} />}>
        {mayTakeBack ? <MenuItem onSelect={() => onTakeBack(message)}>{t`Take back`}</MenuItem> : null}
        {onAnswer ? (
          <>
            <MenuItem onSelect={() => onAnswer(message, false)}>{t`Reply to the writer alone`}</MenuItem>
            <MenuItem onSelect={() => onAnswer(message, true)}>{t`Reply to everyone`}</MenuItem>
          </>
        ) : null}
        {onForward ? <MenuItem onSelect={() => onForward(message)}>{t`Forward`}</MenuItem> : null}
        {message.has_raw ? (
          <>
            {onAnswer || onForward || mayTakeBack ? <MenuSeparator /> : null}
            <MenuItem
              onSelect={() => download(`/api/messages/${message.id}/raw`)}
            >{t`Download the original mail`}</MenuItem>
          </>
        ) : null}
      </Menu>
    </span>
  );
}

/** Mail that a machine wrote takes one line until someone wants to read it. */
function FoldedMail({
  message,
  author,
  onUnfold,
}: {
  readonly message: Message;
  readonly author: string;
  readonly onUnfold: () => void;
}) {
  const { t } = useLingui();
  const kinds: Record<string, string> = {
    bounce: t`Bounce`,
    auto_reply: t`Automatic reply`,
    feedback: t`Feedback report`,
  };
  return (
    <article data-message={message.id} data-voice="automatic" className="pl-[44px] max-sm:pl-0">
      <button
        type="button"
        aria-expanded={false}
        onClick={onUnfold}
        className="flex min-h-8 w-full min-w-0 items-center gap-2 rounded-6 px-2 text-left text-12 text-quiet hover:bg-hover hover:text-text"
      >
        <ChevronRight size={14} className="shrink-0" aria-hidden />
        <span className="shrink-0 font-strong">
          {kinds[message.automatic_kind ?? ""] ?? <Trans>Automatic mail</Trans>}
        </span>
        <span dir="auto" className="max-w-40 shrink-0 truncate">
          {author}
        </span>
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {message.visible_text ?? message.subject}
        </span>
        <RelativeTime at={message.sent_at ?? message.created_at} className="shrink-0" />
      </button>
    </article>
  );
}
