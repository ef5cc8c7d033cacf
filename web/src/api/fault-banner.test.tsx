import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Refusal } from "./client.ts";
import { FaultBanner } from "./fault-banner.tsx";

function shown(fault: unknown): string | null {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const { container } = render(
    <I18nProvider i18n={i18n}>
      <FaultBanner fault={fault} unheard="It may have been made." />
    </I18nProvider>,
  );
  return container.textContent;
}

test("only where no answer came is one told that it may have been done", () => {
  expect(shown(new Refusal(0, "network", "No answer"))).toContain("It may have been made.");
  expect(shown(new Refusal(422, "ticket.no_name", "Give a name."))?.trim()).toBe("Give a name.");
});
