import { render } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import { type Command, startShortcuts, useCommands } from "./shortcuts.ts";

beforeAll(startShortcuts);

function Commands({ commands }: { readonly commands: readonly Command[] }) {
  useCommands(commands);
  return <input aria-label="somewhere to type" />;
}

function press(key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

test("a key runs its command, and not while typing", () => {
  const run = vi.fn();
  const { getByRole } = render(<Commands commands={[{ id: "next", label: "Next", group: "List", keys: "j", run }]} />);
  press("j");
  expect(run).toHaveBeenCalledTimes(1);
  press("j", getByRole("textbox"));
  expect(run).toHaveBeenCalledTimes(1);
});

test("a sequence needs both steps in order", () => {
  const run = vi.fn();
  render(<Commands commands={[{ id: "go", label: "Go", group: "Go", keys: "g u", run }]} />);
  press("u");
  expect(run).not.toHaveBeenCalled();
  press("g");
  press("u");
  expect(run).toHaveBeenCalledTimes(1);
});

test("a command with Mod that asks for it runs while typing", () => {
  const run = vi.fn();
  const { getByRole } = render(
    <Commands commands={[{ id: "send", label: "Send", group: "Reply", keys: "Mod+Enter", run, whileTyping: true }]} />,
  );
  press("Enter", getByRole("textbox"), { ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

test("the later of two commands with the same keys wins while it stands", () => {
  const [outer, inner] = [vi.fn(), vi.fn()];
  render(<Commands commands={[{ id: "outer", label: "Outer", group: "A", keys: "e", run: outer }]} />);
  const { unmount } = render(
    <Commands commands={[{ id: "inner", label: "Inner", group: "A", keys: "e", run: inner }]} />,
  );
  press("e");
  expect([outer, inner].map((run) => run.mock.calls.length)).toEqual([0, 1]);
  unmount();
  press("e");
  expect(outer).toHaveBeenCalledTimes(1);
});
