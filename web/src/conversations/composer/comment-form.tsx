/** Says something to colleagues that never leaves the house. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import AtSign from "lucide-react/icons/at-sign";
import Lock from "lucide-react/icons/lock";
import { useCallback, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { type PlaceId, keys } from "~/api/keys";
import type { ConversationScreen, DraftBody } from "~/api/shapes";
import { Avatar } from "~/ui/avatar";
import { Button, IconButton } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import { toast } from "~/ui/toast";
import { useWritingAids } from "../canned/use-writing-aids.ts";
import { useDirectory, useMe } from "~/users/session";
import { addComment } from "../commands.ts";
import { plainWords } from "../plain-words.ts";
import { isEmptyBody } from "./draft-body.ts";
import type { EditorHandle } from "./editor-props.ts";
import { mentionedIn } from "./mentions.ts";
import { useDraft } from "./use-draft.ts";
import { WritingRoom } from "./writing-room.tsx";

export type CommentHandle = { readonly focus: () => void };

export function CommentForm(props: {
  readonly ticketId: PlaceId;
  readonly screen: ConversationScreen;
  readonly ref: Ref<CommentHandle>;
  readonly onTyping: () => void;
  readonly onSent: () => void;
}) {
  const { ticketId, screen, ref, onTyping, onSent } = props;
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const client = useQueryClient();
  const me = useMe();
  const aids = useWritingAids(screen);
  const directory = useDirectory();
  const draft = useDraft(ticketId, "comment", screen.drafts.comment);
  const [isBusy, setBusy] = useState(false);
  const editor = useRef<EditorHandle | null>(null);
  const { body } = draft.state;
  const colleagues = useMemo(
    () => directory.users.filter((user) => user.is_active && user.id !== me.id),
    [directory.users, me.id],
  );

  function edit(change: Partial<DraftBody>) {
    draft.edit({
      ...change,
      ...(change.attachments ? { attachment_ids: change.attachments.map((file) => file.id) } : {}),
    });
  }
  async function add() {
    if (isBusy) return;
    if (isEmptyBody(body)) return editor.current?.focus();
    setBusy(true);
    try {
      await draft.settle();
      const text = plainWords(body.html);
      await addComment(ticketId, {
        html: body.html,
        text,
        mentioned_user_ids: mentionedIn(text, directory.users),
        attachment_ids: body.attachments.map((file) => file.id),
      });
      draft.clear(body);
      onSent();
    } catch (refusal) {
      draft.release();
      const detail =
        refusal instanceof Refusal && !refusal.isOffline
          ? t`Nothing was added. Your draft is kept.`
          : t`Your draft is kept. Look at the conversation before you try again: the comment may have arrived.`;
      toast.failed(faultWords(refusal), { detail });
    } finally {
      setBusy(false);
      for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
        void client.invalidateQueries({ queryKey });
    }
  }

  useImperativeHandle(ref, () => ({ focus: () => editor.current?.focus() }));
  const onReady = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
  }, []);

  return (
    <WritingRoom
      draft={draft}
      aids={aids}
      label={t`Comment`}
      placeholder={t`Write to colleagues`}
      head={
        <p className="flex min-h-7 items-center gap-1.5 text-comment-text">
          <Lock size={12} aria-hidden />
          <Trans>Only colleagues see this</Trans>
        </p>
      }
      renderTools={(handle) => (
        <Menu
          align="start"
          trigger={
            <IconButton label={t`Mention a colleague`} size="small" className="size-7!" icon={<AtSign size={16} />} />
          }
        >
          {colleagues.map((user) => (
            <MenuItem
              key={user.id}
              icon={<Avatar name={user.name} tintFrom={user.email} size={20} shape="square" />}
              onSelect={() => handle?.insertText(`@${user.name} `)}
            >
              {user.name}
            </MenuItem>
          ))}
        </Menu>
      )}
      people={colleagues}
      onEdit={edit}
      onSend={() => void add()}
      onTyping={onTyping}
      onReady={onReady}
      renderActs={({ isUploading }) => (
        <Button weight="primary" busy={isBusy || isUploading} onClick={() => void add()}>
          <Trans>Add comment</Trans>
        </Button>
      )}
    />
  );
}
