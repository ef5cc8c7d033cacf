/** Words in a narrow place: an address or a file's name breaks at its signs, before it breaks in the middle of a word. */
import { Fragment, type ReactNode } from "react";

const afterSigns = /(?<=[\p{L}\p{N}][@.\-_/+])(?=[\p{L}\p{N}])/u;

export function WithBreaks({ text }: { readonly text: ReactNode }) {
  if (typeof text !== "string") return text;
  return text.split(afterSigns).map((part, place) => (
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one text stand still
    <Fragment key={place}>
      {place > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}
