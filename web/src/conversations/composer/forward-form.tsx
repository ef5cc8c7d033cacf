/** Passes on to somebody outside what was said: to nobody at first, with a note on top if one likes. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import Trash2 from "lucide-react/icons/trash-2";
import { useCallback, useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { type PlaceId, keys } from "~/api/keys";
import type { ConversationScreen, DraftBody, Message } from "~/api/shapes";
import { Button, IconButton } from "~/ui/button";
import { toast } from "~/ui/toast";
import { UnknownVariable } from "../canned/unknown-variable.tsx";
import { openVariables, unknownVariables } from "../canned/variables.ts";
import { useWritingAids } from "../canned/use-writing-aids.ts";
import { useMe } from "~/users/session";
import { discardDraft, saveDraft, sendForward } from "../commands.ts";
import { isBlank, plainWords } from "../plain-words.ts";
import { type RecipientField, type Recipients, called, cleaned } from "../recipients.ts";
import { withSignature } from "../signature.ts";
import { takeBack } from "../taking-back.ts";
import { bodyFrom } from "./draft-body.ts";
import type { EditorHandle } from "./editor-props.ts";
import { ForwardSummary } from "./forward-summary.tsx";
import { ReplyRecipients } from "./reply-recipients.tsx";
import { useDraft } from "./use-draft.ts";
import { WritingRoom } from "./writing-room.tsx";

export type ForwardHandle = { readonly focus: () => void; readonly begin: (message: Message) => void };

export type ForwardFormProps = {
  readonly ticketId: PlaceId;
  readonly screen: ConversationScreen;
  readonly ref: Ref<ForwardHandle>;
  readonly onTyping: () => void;
  readonly onSent: () => void;
  /** Nothing is being forwarded any more. */
  readonly onEnd: () => void;
  /** A forward was taken back: it belongs into view again. */
  readonly onBack: () => void;
};

export function ForwardForm({ ticketId, screen, ref, onTyping, onSent, onEnd, onBack }: ForwardFormProps) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const client = useQueryClient();
  const me = useMe();
  const aids = useWritingAids(screen);
  const draft = useDraft(ticketId, "forward", screen.drafts.forward);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [held, setHeld] = useState<string | null>(null);
  const editor = useRef<EditorHandle | null>(null);
  const unfinished = useRef<Partial<Record<RecipientField, string>>>({});
  const { body } = draft.state;
  const { forward } = body;

  function edit(change: Partial<DraftBody>) {
    setFault("");
    setHeld(null);
    draft.edit({
      ...change,
      ...(change.attachments ? { attachment_ids: change.attachments.map((file) => file.id) } : {}),
    });
  }
  function refresh() {
    for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
      void client.invalidateQueries({ queryKey });
  }
  async function send(isAsMeant = false) {
    if (isBusy || forward === null) return;
    const typed = Object.values(unfinished.current).find((text) => text !== "");
    if (typed) return setFault(t`“${typed}” is not an address.`);
    if (body.to.length === 0) return setFault(t`Say whom to forward it to.`);
    const [open] = openVariables(body.html);
    if (open) return setFault(t`Fill in ${open} first, or take it out.`);
    const [unknown] = isAsMeant ? [] : unknownVariables(withSignature(body.html, me.signature_html));
    if (unknown) return setHeld(unknown);
    setHeld(null);
    setBusy(true);
    setFault("");
    const sent = body;
    try {
      await draft.settle();
      const html = isBlank(sent.html) ? "" : withSignature(sent.html, me.signature_html);
      const written = await sendForward(ticketId, {
        ...forward,
        html,
        text: plainWords(html),
        to: sent.to.map(cleaned),
        cc: sent.cc.map(cleaned),
        bcc: sent.bcc.map(cleaned),
        attachment_ids: sent.attachments.map((file) => file.id),
      });
      draft.clear(sent);
      onSent();
      onEnd();
      const whom = called(sent.to);
      toast.done(t`Forward to ${whom} leaves in 10 seconds`, { undo: () => void undo(written.message_id, sent) });
    } catch (refusal) {
      draft.release();
      const detail =
        refusal instanceof Refusal && !refusal.isOffline
          ? t`Nothing was sent. Your draft is kept.`
          : t`Your draft is kept. Look at the conversation before you try again: the forward may have arrived.`;
      toast.failed(faultWords(refusal), { detail });
    } finally {
      setBusy(false);
      refresh();
    }
  }

  function mend(written: string, instead: string) {
    const html = aids.fill(body.html.replaceAll(written, instead));
    setHeld(null);
    draft.replace({ ...body, html }, draft.state.version);
    draft.edit({ html });
    editor.current?.focus();
  }

  async function undo(messageId: number, sent: DraftBody) {
    try {
      const back = await takeBack(ticketId, messageId, () => sent);
      draft.replace(bodyFrom(back), back.version);
      onBack();
    } catch (refusal) {
      toast.failed(faultWords(refusal));
    }
    refresh();
  }

  async function discard() {
    const kept = body;
    try {
      await draft.settle();
      await discardDraft(ticketId, "forward");
      draft.clear(kept);
      onEnd();
      toast.done(t`The forward was discarded`, { undo: () => void keepAfterAll(kept) });
    } catch (refusal) {
      draft.release();
      toast.failed(faultWords(refusal));
    }
  }
  async function keepAfterAll(kept: DraftBody) {
    try {
      const { version } = await saveDraft(ticketId, "forward", kept, 0);
      draft.replace(kept, version);
      onBack();
    } catch (refusal) {
      toast.failed(faultWords(refusal));
    }
  }

  const head = useRef<HTMLDivElement>(null);
  const mustFocus = useRef(false);
  function begin(message: Message) {
    mustFocus.current = true;
    if (forward?.message_id === message.id) return focusTo();
    return edit({
      forward: { message_id: message.id, scope: "message", without_file_ids: [], subject: null },
      thread_id: message.thread_id,
    });
  }
  const focusTo = useCallback(() => {
    if (!mustFocus.current || !head.current) return;
    mustFocus.current = false;
    const field = head.current.querySelector("input");
    if (field) field.focus();
    else editor.current?.focus(); // it has somebody to go to already
  }, []);
  useEffect(focusTo, [focusTo, forward]);
  useImperativeHandle(ref, () => ({ focus: () => editor.current?.focus(), begin }));
  const onReady = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
  }, []);
  if (forward === null) return null;

  const recipients: Recipients = { to: body.to, cc: body.cc, bcc: body.bcc };
  const room = (
    <WritingRoom
      draft={draft}
      aids={aids}
      label={t`Forward`}
      placeholder={t`Write a note on top, if you like`}
      head={
        <div ref={head}>
          <ReplyRecipients
            onTyped={(field, typed) => (unfinished.current[field] = typed)}
            subject={null}
            recipients={recipients}
            onChange={(people) => edit({ ...people })}
          />
        </div>
      }
      tail={isBlank(body.html) ? null : me.signature_html}
      below={<ForwardSummary ticketId={ticketId} forward={forward} onChange={(now) => edit({ forward: now })} />}
      onEdit={edit}
      onSend={() => void send()}
      onTyping={onTyping}
      onReady={onReady}
      renderActs={({ isUploading }) => (
        <>
          {fault ? (
            <span role="alert" className="min-w-0 truncate text-12 text-danger">
              {fault}
            </span>
          ) : null}
          <IconButton
            label={t`Discard the forward`}
            size="small"
            icon={<Trash2 size={16} />}
            onClick={() => void discard()}
          />
          <Button weight="primary" busy={isBusy || isUploading} onClick={() => void send()}>
            <Trans>Forward</Trans>
          </Button>
        </>
      )}
    />
  );
  return (
    <>
      {held ? (
        <UnknownVariable
          written={held}
          onMend={(instead) => mend(held, instead)}
          onSendAsItIs={() => void send(true)}
        />
      ) : null}
      {room}
    </>
  );
}
