import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { fireEvent, render } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { PropertyField } from "./property-field.tsx";

const cups = { name: "cups", label: "Cups a day", kind: "number", isOwn: true, options: [] } as unknown as Parameters<
  typeof PropertyField
>[0]["field"];

/** A form whose values come from the server first, and from whoever types then. */
function Form({ fromServer }: { readonly fromServer: number | null }) {
  const [typed, setTyped] = useState<{ readonly value: unknown } | null>(null);
  return (
    <I18nProvider i18n={i18n}>
      <PropertyField
        field={cups}
        value={(typed ? typed.value : fromServer) ?? null}
        onChange={(value) => setTyped({ value })}
      />
    </I18nProvider>
  );
}

test("a value that comes later stands in the box, and what is half typed stays there", () => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const { getByRole, rerender } = render(<Form fromServer={null} />);
  const box = getByRole("textbox") as HTMLInputElement;
  expect(box.value).toBe("");
  rerender(<Form fromServer={42} />);
  expect(box.value).toBe("42");
  for (const letters of ["4", "4 0", "4 0x", ""]) {
    fireEvent.change(box, { target: { value: letters } });
    expect(box.value).toBe(letters);
  }
});

test("what is missing is said of tags as of any field, to whoever reads by ear too", () => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const machines = { ...cups, name: "machines", label: "Machines", kind: "tags" } as typeof cups;
  const { getByRole } = render(
    <I18nProvider i18n={i18n}>
      <PropertyField field={machines} value={null} error="The status asks for this." onChange={() => undefined} />
    </I18nProvider>,
  );
  const described = (role: string) =>
    document.getElementById(getByRole(role).getAttribute("aria-describedby") ?? "")?.textContent;
  expect(described("button")).toBe("The status asks for this.");
  fireEvent.click(getByRole("button"));
  expect(described("textbox")).toBe("The status asks for this.");
  expect(getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
  expect(getByRole("list").getAttribute("aria-label")).toBe("Machines");
});
