import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { WithBreaks } from "./with-breaks.tsx";

test.each([
  [
    "Denied: maximiliana.konstantina@hohenfels-lindqvist.example",
    "Denied: maximiliana.|konstantina@|hohenfels-|lindqvist.|example",
  ],
  ["Ready. Now what?", "Ready. Now what?"],
  ["Order -12 of 3.", "Order -12 of 3."],
  ["szczęśliwa_piętnastka.pdf", "szczęśliwa_|piętnastka.|pdf"],
])("%s may break at its signs only", (text, parts) => {
  const { container } = render(<WithBreaks text={text} />);
  expect(container.innerHTML.replaceAll("<wbr>", "|")).toBe(parts);
});
