/** The words of a message: rich where we wrote them, framed where a mail brought them, plain otherwise; quotes fold away. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import Ellipsis from "lucide-react/icons/ellipsis";
import ImageOff from "lucide-react/icons/image-off";
import { useState } from "react";
import type { Message } from "~/api/shapes";
import { type FrameFacts, MessageFrame } from "./message-frame.tsx";
import { PlainText } from "./plain-text.tsx";
import "./prose.css";

export function MessageBody({ message, author }: { readonly message: Message; readonly author: string }) {
  const { t } = useLingui();
  const [quotes, setQuotes] = useState<"folded" | "shown">("folded");
  const [images, setImages] = useState<"blocked" | "shown">("blocked");
  const [frame, setFrame] = useState<FrameFacts>({ blockedImages: 0, isQuoted: false });
  const inline = message.safe_html;
  const isFramed = inline === null && message.has_html;
  const isQuoted = inline === null && (message.quoted || frame.isQuoted);
  const visible = message.visible_text ?? message.text;
  const words = <PlainText text={quotes === "shown" ? message.text : visible} />;

  return (
    <div className="min-w-0">
      {inline !== null ? (
        // oxlint-disable-next-line react/no-danger -- the server has sanitised it; only our own words come this way
        <div dir="auto" className="prose" dangerouslySetInnerHTML={{ __html: inline }} />
      ) : isFramed ? (
        <MessageFrame
          messageId={message.id}
          title={t`Message from ${author}`}
          images={images}
          quotes={quotes}
          words={words}
          onFacts={setFrame}
        />
      ) : (
        words
      )}
      {inline === null && visible.trim() === "" && !message.has_html ? (
        <p className="text-quiet">
          <Trans>This message has no words.</Trans>
        </p>
      ) : null}
      {isQuoted ? (
        <button
          type="button"
          aria-expanded={quotes === "shown"}
          aria-label={quotes === "shown" ? t`Fold the quoted text` : t`Show the quoted text`}
          onClick={() => setQuotes(quotes === "shown" ? "folded" : "shown")}
          className="mt-2 flex h-4 w-7 items-center justify-center rounded-full bg-hover text-quiet hover:bg-pressed hover:text-text"
        >
          <Ellipsis size={14} aria-hidden />
        </button>
      ) : null}
      {frame.blockedImages > 0 && images === "blocked" ? (
        <p className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-quiet">
          <ImageOff size={14} aria-hidden />
          {plural(frame.blockedImages, {
            one: "# picture from elsewhere is held back",
            other: "# pictures from elsewhere are held back",
          })}
          <button
            type="button"
            onClick={() => setImages("shown")}
            className="h-6 rounded-4 px-1.5 font-strong text-accent hover:bg-hover"
          >
            <Trans>Show images</Trans>
          </button>
        </p>
      ) : null}
    </div>
  );
}
