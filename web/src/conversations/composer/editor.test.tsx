import { act, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RichEditor } from "./editor.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const nothing = () => undefined;

test("until the rich field has come, the plain one stays in its place with what is typed and the focus", () => {
  const { getByRole } = render(
    <RichEditor
      html=""
      revision={0}
      label="Reply"
      placeholder=""
      toolbar={null}
      autoFocus={false}
      onChange={nothing}
      onFiles={nothing}
      onReady={nothing}
    />,
  );
  const field = getByRole("textbox");
  field.focus();
  act(() => void vi.advanceTimersByTime(1_000));
  expect(getByRole("textbox")).toBe(field);
  expect(document.activeElement).toBe(field);
});
