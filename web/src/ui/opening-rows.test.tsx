import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { fireEvent, render, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { messages } from "~/locales/en.po";
import { OpeningRows } from "./opening-rows.tsx";

const rows = [
  { id: "a", name: "Urgent", asks: "1 hour" },
  { id: "b", name: "A rule without a name", asks: "2 days", isUnnamed: true },
];
const i18n = setupI18n({ locale: "en", messages: { en: messages } });
const acts = { onOrder: vi.fn(), onRemove: vi.fn() };

function Rules() {
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <I18nProvider i18n={i18n}>
      <OpeningRows label="Rules" rows={rows} openId={openId} onOpen={setOpenId} note={(row) => row.asks} {...acts}>
        {(row) => <p>{`Fields of ${row.name}`}</p>}
      </OpeningRows>
    </I18nProvider>
  );
}

test("one row is open at a time, and a second press closes it", () => {
  const { getByRole, queryByText } = render(<Rules />);
  const [urgent, other] = rows.map(({ name, asks }) => getByRole("button", { name: `${name} ${asks}` }));
  if (!urgent || !other) throw new Error("each row is a button");
  expect(queryByText("Fields of Urgent")).toBeNull();
  fireEvent.click(urgent);
  expect(queryByText("Fields of Urgent")).not.toBeNull();
  fireEvent.click(other);
  expect([urgent, other].map((row) => row.getAttribute("aria-expanded"))).toEqual(["false", "true"]);
  expect(queryByText("Fields of Urgent")).toBeNull();
  fireEvent.click(other);
  expect(queryByText("Fields of A rule without a name")).toBeNull();
});

test("each row is moved and removed by its name, also one that has none yet", () => {
  const { getByRole } = render(<Rules />);
  const unnamed = within(getByRole("region", { name: "A rule without a name" }));
  fireEvent.keyDown(unnamed.getByRole("button", { name: "Move A rule without a name" }), { key: "ArrowUp" });
  expect(acts.onOrder).toHaveBeenCalledWith(["b", "a"]);
  fireEvent.click(unnamed.getByRole("button", { name: "Remove A rule without a name" }));
  expect(acts.onRemove).toHaveBeenCalledWith("b");
});
