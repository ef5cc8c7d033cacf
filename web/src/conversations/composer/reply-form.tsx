/** Answers the customer: to whom, with what words, and on its way with ten seconds to take it back. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useImperativeHandle, useRef, useState, type Ref } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { type PlaceId, keys } from "~/api/keys";
import type { ConversationScreen, DirectoryAccount, DraftBody } from "~/api/shapes";
import { Banner } from "~/ui/banner";
import { exactTime } from "~/lib/time";
import { toast } from "~/ui/toast";
import { UnknownVariable } from "../canned/unknown-variable.tsx";
import { openVariables, unknownVariables } from "../canned/variables.ts";
import { useWritingAids } from "../canned/use-writing-aids.ts";
import { findPipeline, useDirectory, useMe } from "~/users/session";
import { scheduleReply, sendReply } from "../commands.ts";
import { newerIds, newerThan, newestId } from "../newer-words.ts";
import { isBlank, plainWords } from "../plain-words.ts";
import { type RecipientField, type Recipients, called, cleaned, replyRecipients } from "../recipients.ts";
import { signaturesBelow, withSignature } from "../signature.ts";
import { useStillLeaving } from "../still-leaving.ts";
import { takeBack } from "../taking-back.ts";
import { bodyFrom, isEmptyBody } from "./draft-body.ts";
import type { EditorHandle } from "./editor-props.ts";
import { MacroMenu } from "./macro-menu.tsx";
import { NewerWords } from "./newer-words.tsx";
import { ReplyRecipients } from "./reply-recipients.tsx";
import { type SendHow, SendButtons } from "./send-buttons.tsx";
import { useDraft } from "./use-draft.ts";
import { WritingRoom } from "./writing-room.tsx";

export type ReplyHandle = { readonly focus: () => void; readonly address: (recipients: Recipients) => void };

export type ReplyFormProps = {
  readonly ticketId: PlaceId;
  readonly screen: ConversationScreen;
  /** The thread that is answered; null: the one that came to the ticket last. */
  readonly threadId: number | null;
  readonly ref: Ref<ReplyHandle>;
  readonly onTyping: () => void;
  readonly onSent: () => void;
};

export function ReplyForm({ ticketId, screen, threadId, ref, onTyping, onSent }: ReplyFormProps) {
  const { t, i18n } = useLingui();
  const faultWords = useFaultWords();
  const client = useQueryClient();
  const me = useMe();
  const aids = useWritingAids(screen);
  const directory = useDirectory();
  const draft = useDraft(ticketId, "reply", screen.drafts.reply);
  const [refused, setRefused] = useState<readonly number[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [held, setHeld] = useState<{ readonly written: string; readonly how: SendHow } | null>(null);
  const { tell: stillLeaving } = useStillLeaving();
  const editor = useRef<EditorHandle | null>(null);
  const unfinished = useRef<Partial<Record<RecipientField, string>>>({});

  const { body } = draft.state;
  const messages = screen.messages.messages;
  const thread = screen.threads.find((one) => one.id === (threadId ?? body.thread_id)) ?? screen.threads[0];
  const contact = screen.contacts.find((one) => one.is_primary) ?? screen.contacts[0];
  const own = directory.channel_accounts.map((account) => account.address);
  const proposed = replyRecipients(thread, own, contact?.email ? { name: contact.name, address: contact.email } : null);
  const recipients: Recipients = draft.isTouched ? { to: body.to, cc: body.cc, bcc: body.bcc } : proposed;
  const account = directory.channel_accounts.find((one) => one.channel === "email");
  const tail = signaturesBelow(
    me.signature_html,
    signatureOf(directory.channel_accounts, thread?.channel_account_id ?? account?.id),
  );
  const mayStart = thread !== undefined || account !== undefined;

  const newer = isEmptyBody(body) || body.seen_message_id === 0 ? [] : newerThan(messages, body.seen_message_id, me.id);
  const isRefused = refused.length > 0;

  function edit(change: Partial<DraftBody>) {
    setFault("");
    setHeld(null);
    const begins = isEmptyBody(body);
    draft.edit({
      ...recipients,
      thread_id: thread?.id ?? null,
      seen_message_id: begins ? newestId(messages) : body.seen_message_id,
      returned: null,
      ...change,
      ...(change.attachments ? { attachment_ids: change.attachments.map((file) => file.id) } : {}),
    });
  }

  function haveRead() {
    setRefused([]);
    draft.edit({ seen_message_id: Math.max(newestId(messages), ...refused) });
  }

  async function send(how: SendHow = {}, isAsMeant = false) {
    const { statusId, sendAt, onlyIfUnanswered = false } = how;
    if (isBusy) return;
    const typed = Object.values(unfinished.current).find((text) => text !== "");
    if (typed) return setFault(t`“${typed}” is not an address.`);
    if (recipients.to.length === 0) return setFault(t`Say whom the reply goes to.`);
    if (isEmptyBody(body)) {
      setFault(t`Write something first.`);
      return editor.current?.focus();
    }
    const [open] = openVariables(body.html);
    if (open) return setFault(t`Fill in ${open} first, or take it out.`);
    const [unknown] = isAsMeant ? [] : unknownVariables(withSignature(body.html, me.signature_html));
    if (unknown) return setHeld({ written: unknown, how });
    setHeld(null);
    setBusy(true);
    setFault("");
    const sent: DraftBody = { ...body, ...recipients };
    const seen = isRefused ? Math.max(newestId(messages), ...refused) : body.seen_message_id || newestId(messages);
    try {
      await draft.settle();
      const {
        attachments: _files,
        attachment_ids: _ids,
        seen_message_id: _seen,
        forward: _forward,
        returned: _returned,
        html,
        ...rest
      } = sent;
      const reply = {
        ...rest,
        to: sent.to.map(cleaned),
        cc: sent.cc.map(cleaned),
        bcc: sent.bcc.map(cleaned),
        html: withSignature(html, me.signature_html),
        text: plainWords(withSignature(html, me.signature_html)),
        attachment_ids: sent.attachments.map((file) => file.id),
        thread_id: thread?.id ?? null,
        seen_message_id: seen,
        ...(thread === undefined && account ? { channel_account_id: account.id } : {}),
        ...(statusId === undefined ? {} : { status_id: statusId }),
      };
      if (sendAt) {
        await scheduleReply(ticketId, {
          ...reply,
          send_at: sendAt.toISOString(),
          only_if_unanswered: onlyIfUnanswered,
          draft: sent,
        });
        draft.clear(body);
        setRefused([]);
        onSent();
        const when = exactTime(sendAt, i18n.locale);
        toast.done(t`The reply leaves on ${when}`);
        return;
      }
      const written = await sendReply(ticketId, reply);
      draft.clear(body);
      setRefused([]);
      onSent();
      if (typeof ticketId === "number" && statuses.find((status) => status.id === statusId)?.is_closed)
        stillLeaving(ticketId, screen.scheduled);
      const whom = called(sent.to);
      toast.done(t`Reply to ${whom} leaves in 10 seconds`, { undo: () => void undo(written.message_id, sent) });
    } catch (refusal) {
      draft.release();
      if (refusal instanceof Refusal && refusal.code === "ticket.thread_changed") setRefused(newerIds(refusal.facts));
      else if (refusal instanceof Refusal && !refusal.isOffline)
        toast.failed(faultWords(refusal), { detail: t`Nothing was sent. Your draft is kept.` });
      else
        toast.failed(faultWords(refusal), {
          detail: t`Your draft is kept. Look at the conversation before you try again: the reply may have arrived.`,
        });
    } finally {
      setBusy(false);
      for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
        void client.invalidateQueries({ queryKey });
    }
  }

  const latest = useRef(draft);
  latest.current = draft;
  async function undo(messageId: number, sent: DraftBody) {
    try {
      const back = await takeBack(ticketId, messageId, () => {
        const now = latest.current.state.body; // what was begun since comes after it
        return {
          ...sent,
          html: isBlank(now.html) ? sent.html : sent.html + now.html,
          attachments: [...sent.attachments, ...now.attachments],
        };
      });
      latest.current.replace(bodyFrom(back), back.version);
      editor.current?.focus();
    } catch (refusal) {
      toast.failed(faultWords(refusal));
    }
    for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
      void client.invalidateQueries({ queryKey });
  }

  useImperativeHandle(ref, () => ({ focus: () => editor.current?.focus(), address: (whom) => edit({ ...whom }) }));
  const onReady = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
  }, []);

  function rewrite(html: string) {
    const { body: now, version } = latest.current.state;
    latest.current.replace({ ...now, html }, version);
    latest.current.edit({ html });
  }
  function putWords(html: string): () => void {
    const before = latest.current.state.body.html;
    editor.current?.insertHtml(aids.fill(html));
    return () => rewrite(before);
  }
  function mend(written: string, instead: string) {
    setHeld(null);
    rewrite(aids.fill(body.html.replaceAll(written, instead)));
    editor.current?.focus();
  }

  const statuses = screen.ticket ? (findPipeline(directory, screen.ticket.pipeline_id)?.statuses ?? []) : [];
  const whom = called(recipients.to);
  return (
    <>
      <NewerWords
        messages={isRefused && newer.length === 0 ? messages.filter((message) => refused.includes(message.id)) : newer}
        isRefused={isRefused}
        onRead={haveRead}
      />
      {body.returned === "answered" || body.returned === "refused" || body.returned === "withdrawn" ? (
        <Banner kind="warning">
          {body.returned === "answered" ? (
            <Trans>The customer wrote before this was sent, so it is a draft again.</Trans>
          ) : body.returned === "withdrawn" ? (
            <Trans>A colleague held this back from a closed ticket, so it is a draft again.</Trans>
          ) : (
            <Trans>This could not be sent at its time, so it is a draft again.</Trans>
          )}
        </Banner>
      ) : null}
      {held ? (
        <UnknownVariable
          written={held.written}
          onMend={(instead) => mend(held.written, instead)}
          onSendAsItIs={() => void send(held.how, true)}
        />
      ) : null}
      <WritingRoom
        draft={draft}
        aids={aids}
        label={t`Reply`}
        placeholder={t`Write to the customer`}
        head={
          <ReplyRecipients
            onTyped={(field, typed) => (unfinished.current[field] = typed)}
            subject={screen.threads.length > 1 ? (thread?.subject ?? null) : null}
            recipients={recipients}
            onChange={(people) => edit({ ...people })}
          />
        }
        tail={isEmptyBody(body) ? null : tail}
        renderTools={() => (typeof ticketId === "number" ? <MacroMenu ticketId={ticketId} onWords={putWords} /> : null)}
        onEdit={edit}
        onSend={() => void send()}
        onTyping={onTyping}
        onReady={onReady}
        renderActs={({ isUploading }) => (
          <span className="flex min-w-0 items-center">
            {fault || !mayStart ? (
              <span role="alert" className="mr-2 min-w-0 truncate text-12 text-danger">
                {fault || t`Connect an e-mail address to reply`}
              </span>
            ) : null}
            <SendButtons
              whom={whom}
              statuses={statuses}
              isBusy={isBusy || isUploading}
              isDisabled={!mayStart}
              isRefused={isRefused}
              onSend={(how) => void send(how)}
            />
          </span>
        )}
      />
    </>
  );
}

function signatureOf(accounts: readonly DirectoryAccount[], id: number | undefined): string {
  return accounts.find((one) => one.id === id)?.signature_html ?? "";
}
