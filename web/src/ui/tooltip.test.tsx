import { act, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IconButton } from "./button.tsx";
import { Tooltips } from "./tooltip.tsx";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

function screen() {
  return render(
    <>
      <IconButton label="Archive" shortcut="a" icon={<svg data-testid="icon" />} />
      <IconButton label="Print" icon={null} />
      <p>nothing to press</p>
      <Tooltips />
    </>,
  );
}
const word = () => document.querySelector("[data-shown-word]")?.textContent ?? null;
const pass = (milliseconds: number) => act(() => void vi.advanceTimersByTime(milliseconds));
const rest = (element: Element) =>
  fireEvent(element, new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));

test("a mouse that rests on a control sees its word and its key, and one that crosses it sees nothing", () => {
  const { getByRole, getByTestId, getByText } = screen();
  rest(getByTestId("icon"));
  pass(300);
  rest(getByText("nothing to press"));
  pass(1_000);
  expect(word()).toBeNull();
  rest(getByRole("button", { name: "Archive" }));
  pass(460);
  expect(word()).toBe("ArchiveA");
});

test("the next control shows its word at once, and the last one leaves soon after the pointer", () => {
  const { getByRole, getByText } = screen();
  rest(getByRole("button", { name: "Archive" }));
  pass(460);
  rest(getByRole("button", { name: "Print" }));
  expect(word()).toBe("Print");
  rest(getByText("nothing to press"));
  expect(word()).toBe("Print");
  pass(130);
  expect(word()).toBeNull();
});

test("a word can be pointed at itself", () => {
  const { getByRole, getByText } = screen();
  rest(getByRole("button", { name: "Archive" }));
  pass(460);
  rest(getByText("nothing to press"));
  rest(document.querySelector("[data-shown-word]") as Element);
  pass(1_000);
  expect(word()).toBe("ArchiveA");
});

test("pressing and Escape take the word away", () => {
  const { getByRole } = screen();
  const archive = getByRole("button", { name: "Archive" });
  for (const leave of [
    () => fireEvent.pointerDown(archive),
    () => fireEvent.keyDown(document.body, { key: "Escape" }),
  ]) {
    rest(document.body);
    pass(1_000);
    rest(archive);
    pass(460);
    expect(word()).toBe("ArchiveA");
    leave();
    expect(word()).toBeNull();
  }
});

test("Escape takes a word away and nothing else, and is for the others when none is shown", () => {
  const { getByRole } = screen();
  const archive = getByRole("button", { name: "Archive" });
  const heard = vi.fn();
  document.addEventListener("keydown", heard);
  const escape = () => fireEvent.keyDown(archive, { key: "Escape" });
  rest(archive);
  pass(460);
  escape();
  expect(word()).toBeNull();
  expect(heard).not.toHaveBeenCalled();
  escape();
  expect(heard).toHaveBeenCalledOnce();
  document.removeEventListener("keydown", heard);
});

test("a control that is reached by key shows its word at once, and none when the focus goes on", () => {
  const { getByRole } = screen();
  const archive = getByRole("button", { name: "Archive" });
  vi.spyOn(archive, "matches").mockReturnValue(true); // this document knows no :focus-visible
  act(() => archive.focus());
  expect(word()).toBe("ArchiveA");
  act(() => archive.blur());
  expect(word()).toBeNull();
});

test("what a control says goes away with it", async () => {
  screen();
  const passing = document.body.appendChild(document.createElement("button"));
  passing.dataset["word"] = "Passing";
  rest(passing);
  pass(460);
  expect(word()).toBe("Passing");
  await act(async () => {
    passing.remove();
    await Promise.resolve();
  });
  expect(word()).toBeNull();
});
