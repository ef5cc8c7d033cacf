/** Shows a mail's HTML where it can do nothing: a frame without scripts, as high as the mail is. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useIsPainted } from "~/lib/after-paint";
import { useShownTheme } from "~/lib/shown-theme";

/** Never add allow-scripts: together with allow-same-origin it undoes the rest. */
const sandbox = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const mailId = "deskbell-mail"; // the element whose height is the mail's, in deskbell/conversations/mail_html/message_frame.py

/** Heights once measured, so that a mail seen before takes its room at once and nothing jumps. */
const heights = new Map<string, number>();

function heightOf(page: Document): number {
  const { scrollWidth, clientWidth } = page.documentElement;
  return Math.ceil(page.body.offsetHeight) + (scrollWidth > clientWidth ? 14 : 0);
}

/** Keys pressed inside the mail belong to the workspace: `r` replies after a click into the text too. */
function passKeysOn(page: Document): void {
  page.addEventListener("keydown", ({ key, code, ctrlKey, metaKey, altKey, shiftKey }) => {
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true }),
    );
  });
}

/** What is only known once the mail was made safe. */
export type FrameFacts = { readonly blockedImages: number; readonly isQuoted: boolean };

function factsOf({ documentElement }: Document): FrameFacts {
  return {
    blockedImages: Number(documentElement.dataset["blockedImages"] ?? 0),
    isQuoted: documentElement.dataset["quoted"] === "1",
  };
}

export type MessageFrameProps = {
  readonly onFacts: (facts: FrameFacts) => void;
  readonly messageId: number;
  readonly title: string;
  readonly images: "blocked" | "shown";
  readonly quotes: "folded" | "shown";
  /** The mail's words, read until its frame is there and kept when it fails. */
  readonly words: ReactNode;
};

export function MessageFrame({ messageId, title, images, quotes, words, onFacts }: MessageFrameProps) {
  const theme = useShownTheme();
  const source = `/api/messages/${messageId}/frame?images=${images}&quotes=${quotes}&theme=${theme}`;
  const [state, setState] = useState<"waiting" | "shown" | "failed">("waiting");
  const [height, setHeight] = useState(heights.get(source));
  const watch = useRef<ResizeObserver | null>(null);
  const isPainted = useIsPainted(); // a frame is dear to make, and its words are read until it is there

  useEffect(() => () => watch.current?.disconnect(), []);

  function loaded(event: SyntheticEvent<HTMLIFrameElement>) {
    const page = event.currentTarget.contentDocument;
    const mail = page?.getElementById(mailId);
    if (!page || !mail) return setState("failed");
    const measure = () => {
      heights.set(source, heightOf(page));
      setHeight(heightOf(page));
    };
    watch.current?.disconnect();
    watch.current = new ResizeObserver(measure);
    watch.current.observe(mail);
    measure();
    passKeysOn(page);
    onFacts(factsOf(page));
    return setState("shown");
  }

  return (
    <div className="relative" style={state === "waiting" && height !== undefined ? { minHeight: height } : undefined}>
      {state === "failed" ? (
        <p className="mb-2 text-12 text-quiet">
          <Trans>This mail is shown as plain text, since its layout could not be loaded.</Trans>
        </p>
      ) : null}
      {state === "shown" ? null : words}
      {state === "failed" || !isPainted ? null : (
        <iframe
          src={source}
          title={title}
          sandbox={sandbox}
          loading="lazy"
          onLoad={loaded}
          className={
            state === "shown"
              ? "block w-full border-0"
              : "pointer-events-none absolute inset-x-0 top-0 w-full border-0 opacity-0"
          }
          style={{ height: height ?? 40 }}
        />
      )}
    </div>
  );
}
