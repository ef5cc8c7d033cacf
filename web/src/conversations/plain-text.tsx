/** A plain mail as it was typed: lines kept, links made clickable, quoted lines stepping back. */
import { Trans } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import { Button } from "~/ui/button";
import { linkify } from "./linkify.ts";

/** A mail may be a whole log file: more than this many signs show when asked for. */
const shownAtFirst = 20_000;

function Linked({ text }: { readonly text: string }) {
  const parts = useMemo(() => linkify(text), [text]);
  return parts.map((part, place) =>
    part.href === null ? (
      part.text
    ) : (
      // eslint-disable-next-line react/no-array-index-key -- parts of one text never move
      <a
        key={place}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline underline-offset-2"
      >
        {part.text}
      </a>
    ),
  );
}

/** Runs of quoted and unquoted lines. */
function runs(text: string): { readonly text: string; readonly quoted: boolean }[] {
  const found: { text: string; quoted: boolean }[] = [];
  for (const line of text.split("\n")) {
    const quoted = line.startsWith(">");
    const last = found.at(-1);
    if (last?.quoted === quoted) last.text += `\n${line}`;
    else found.push({ text: line, quoted });
  }
  return found;
}

export function PlainText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const shown = whole || text.length <= shownAtFirst ? text : text.slice(0, shownAtFirst);
  const pieces = useMemo(() => runs(shown), [shown]);
  return (
    <div dir="auto" className="text-14 leading-[21px] break-words whitespace-pre-wrap">
      {pieces.map((piece, place) =>
        piece.quoted ? (
          // eslint-disable-next-line react/no-array-index-key -- runs of one text never move
          <span key={place} className="block border-l-2 border-border-strong pl-3 text-quiet">
            <Linked text={piece.text.replaceAll(/^> ?/gm, "")} />
          </span>
        ) : (
          // eslint-disable-next-line react/no-array-index-key -- runs of one text never move
          <span key={place} className="block">
            <Linked text={piece.text} />
          </span>
        ),
      )}
      {shown === text ? null : (
        <Button size="small" className="mt-2" onClick={() => setWhole(true)}>
          <Trans>Show the whole text</Trans>
        </Button>
      )}
    </div>
  );
}
