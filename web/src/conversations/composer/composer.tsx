/** Where one answers: Reply goes to the customer, Comment stays among colleagues, Forward goes to somebody outside. */
import { useLingui } from "@lingui/react/macro";
import Forward from "lucide-react/icons/forward";
import Lock from "lucide-react/icons/lock";
import Reply from "lucide-react/icons/reply";
import X from "lucide-react/icons/x";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { PlaceId } from "~/api/keys";
import type { ConversationScreen, Message } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { useAtLeast } from "~/lib/media";
import { useTyping } from "~/live/live";
import { IconButton } from "~/ui/button";
import { TabPanel, Tabs } from "~/ui/tabs";
import { useDirectory } from "~/users/session";
import type { DraftKind } from "../commands.ts";
import { PresenceLine } from "../presence-line.tsx";
import { recipientsForMessage } from "../recipients.ts";
import { CommentForm, type CommentHandle } from "./comment-form.tsx";
import { prefetchEditor } from "./editor.tsx";
import { ForwardForm, type ForwardHandle } from "./forward-form.tsx";
import { ReplyForm, type ReplyHandle } from "./reply-form.tsx";

export type ComposerHandle = {
  /** Opens the tab and puts the cursor into its text. */
  readonly write: (kind: DraftKind) => void;
  readonly answer: (message: Message, all: boolean) => void;
  readonly forward: (message: Message) => void;
};

export type ComposerProps = {
  readonly ticketId: PlaceId;
  readonly screen: ConversationScreen;
  readonly threadId: number | null;
  readonly ref: Ref<ComposerHandle>;
  /** The newest belongs into view after something was said. */
  readonly onSent: () => void;
};

/** The folded sheet of a phone: no tab is chosen, so that a tap on either opens it. */
const noTab = "" as DraftKind;

export function Composer({ ticketId, screen, threadId, ref, onSent }: ComposerProps) {
  const { t } = useLingui();
  const directory = useDirectory();
  const isWide = useAtLeast("md");
  const [kind, setKind] = useState<DraftKind>(() =>
    screen.drafts.comment && !screen.drafts.reply ? "comment" : "reply",
  );
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [seen, setSeen] = useState<ReadonlySet<DraftKind>>(() => new Set([kind]));
  const reply = useRef<ReplyHandle>(null);
  const comment = useRef<CommentHandle>(null);
  const forward = useRef<ForwardHandle>(null);
  // Its tab is there while something is being forwarded, here or in an earlier sitting.
  const [isForwarding, setForwarding] = useState(screen.drafts.forward !== undefined);
  const keepsForward = isForwarding || screen.drafts.forward !== undefined;
  const passOn = useRef<Message | null>(null);
  const onTyping = useTyping(ticketId);
  const isShown = isWide || isSheetOpen;

  useEffect(prefetchEditor, []);

  function show(next: DraftKind) {
    setKind(next);
    setSeen((before) => new Set([...before, next]));
    setSheetOpen(true);
  }
  const wanted = useRef<DraftKind | null>(null);
  function write(next: DraftKind) {
    show(next);
    wanted.current = next;
  }
  // After the panel stands: the cursor goes into its text.
  useEffect(() => {
    if (wanted.current === null) return;
    const next = wanted.current;
    wanted.current = null;
    requestAnimationFrame(() => {
      if (next !== "forward" || passOn.current === null) return { reply, comment, forward }[next].current?.focus();
      forward.current?.begin(passOn.current);
      passOn.current = null;
      return undefined;
    });
  });

  useImperativeHandle(ref, () => ({
    write,
    answer: (message, all) => {
      write("reply");
      const own = directory.channel_accounts.map((account) => account.address);
      reply.current?.address(recipientsForMessage(message, own, all));
    },
    forward: (message) => {
      setForwarding(true);
      passOn.current = message;
      write("forward");
    },
  }));
  function endForward() {
    setForwarding(false);
    setKind("reply");
  }
  function sent() {
    setSheetOpen(false);
    onSent();
  }

  return (
    <section
      aria-label={t`Answer`}
      className={classes(
        "flex shrink-0 flex-col border-t transition-colors duration-100",
        kind === "comment" ? "border-comment-border bg-comment" : "border-border bg-surface",
        !isWide && isSheetOpen && "fixed inset-x-0 top-14 bottom-0 z-20 rounded-t-12 shadow-float",
      )}
    >
      <Tabs<DraftKind>
        label={t`Kind of answer`}
        value={isShown ? kind : noTab}
        onChange={isShown ? show : write}
        className={classes(
          "mx-auto w-full max-w-[880px] [&_[role=tablist]]:ml-1.5",
          !isWide && isSheetOpen && "min-h-0 flex-1",
        )}
        tabs={[
          { value: "reply", label: t`Reply`, icon: <Reply size={14} aria-hidden /> },
          { value: "comment", label: t`Comment`, icon: <Lock size={14} aria-hidden /> },
          ...(keepsForward
            ? [{ value: "forward" as const, label: t`Forward`, icon: <Forward size={14} aria-hidden /> }]
            : []),
        ]}
        aside={
          <span className="flex min-w-0 items-center gap-1 pr-2">
            <PresenceLine place={ticketId} />
            {!isWide && isSheetOpen ? (
              <IconButton label={t`Fold the composer`} icon={<X size={16} />} onClick={() => setSheetOpen(false)} />
            ) : null}
          </span>
        }
      >
        <TabPanel
          value="reply"
          keepMounted
          className={classes("flex flex-col", (kind !== "reply" || !isShown) && "hidden", !isWide && "flex-1")}
        >
          {seen.has("reply") ? (
            <ReplyForm
              ref={reply}
              ticketId={ticketId}
              screen={screen}
              threadId={threadId}
              onTyping={onTyping}
              onSent={sent}
            />
          ) : null}
        </TabPanel>
        <TabPanel
          value="comment"
          keepMounted
          className={classes("flex flex-col", (kind !== "comment" || !isShown) && "hidden", !isWide && "flex-1")}
        >
          {seen.has("comment") ? (
            <CommentForm ref={comment} ticketId={ticketId} screen={screen} onTyping={onTyping} onSent={sent} />
          ) : null}
        </TabPanel>
        {keepsForward ? (
          <TabPanel
            value="forward"
            keepMounted
            className={classes("flex flex-col", (kind !== "forward" || !isShown) && "hidden", !isWide && "flex-1")}
          >
            {seen.has("forward") ? (
              <ForwardForm
                ref={forward}
                ticketId={ticketId}
                screen={screen}
                onTyping={onTyping}
                onSent={sent}
                onEnd={endForward}
                onBack={() => write("forward")}
              />
            ) : null}
          </TabPanel>
        ) : null}
      </Tabs>
    </section>
  );
}
