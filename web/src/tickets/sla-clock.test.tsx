import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, render, screen } from "@testing-library/react";
import { Profiler } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messages } from "../locales/en.po";
import { SlaClock } from "./sla-clock.tsx";

const minute = 60_000;
const now = Date.parse("2026-11-30T12:00:00Z");
const at = (minutes: number) => new Date(now + minutes * minute).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ now });
});
afterEach(() => {
  vi.useRealTimers();
});

function pass(milliseconds: number) {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}

test("clocks on one page go by themselves, and each is drawn anew only when it says something else", () => {
  const drawn: string[] = [];
  const clock = (name: string, minutes: number) => (
    <Profiler id={name} onRender={() => drawn.push(name)}>
      <SlaClock
        clock={{ goal: "close", due_at: at(minutes), due_soon_at: at(minutes - 10), is_paused: false, done: null }}
      />
    </Profiler>
  );
  const page = render(
    <I18nProvider i18n={setupI18n({ locale: "en", messages: { en: messages } })}>
      {clock("soon", 11.25)}
      {clock("later", 100.9)}
    </I18nProvider>,
  );
  expect([screen.getByText("11m left"), screen.getByText("1h 41m left")]).toHaveLength(2);
  drawn.length = 0;
  pass(10_000);
  expect(drawn).toEqual([]);
  pass(70_000);
  expect(new Set(drawn)).toEqual(new Set(["soon", "later"]));
  expect(screen.getByText("10m left")).toBeTruthy();
  expect(screen.getByRole("img", { name: "Due soon" })).toBeTruthy();
  pass(12 * minute);
  expect(screen.getByText("2m overdue")).toBeTruthy();
  expect(vi.getTimerCount()).toBe(1);
  page.unmount();
  expect(vi.getTimerCount()).toBe(0);
});
