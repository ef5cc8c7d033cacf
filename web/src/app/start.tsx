/** Starts the application in the browser. */
import "./app.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { askAgainWhenBack } from "~/api/asking-again";
import { guardTheLine } from "~/api/line";
import { newQueryClient } from "~/api/query-client";
import { startAppearance } from "~/lib/appearance";
import { languageOfBrowser, speak } from "~/lib/i18n";
import { whenIdle } from "~/lib/idle";
import { startShortcuts } from "~/lib/shortcuts";
import { Toasts } from "~/ui/toast";
import { Tooltips } from "~/ui/tooltip";
import { bootstrapQuery, wasSignedIn } from "~/users/session";
import { viewsQuery } from "~/views/view-queries";
import { isDoor, newRouter } from "./router.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const client = newQueryClient();
const router = newRouter(client);

// A newer version was put up while this page stood open, and took the old pieces away: begin anew, once.
addEventListener("vite:preloadError", (event) => {
  if (!navigator.onLine || sessionStorage.getItem("deskbell.renewed") === location.href) return;
  event.preventDefault();
  sessionStorage.setItem("deskbell.renewed", location.href);
  location.reload();
});

startAppearance();
startShortcuts();
guardTheLine();
askAgainWhenBack(client);
// Nearly every visit to the desk is someone's who is signed in: their answer is under way before the first route is chosen.
if (wasSignedIn() || !isDoor(location.pathname)) {
  void client.prefetchQuery(bootstrapQuery);
  void client.prefetchQuery(viewsQuery);
}
// In a development server the pieces have no lasting names, and nothing may be kept.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  void whenIdle()
    .then(() => import("./phone-app.ts"))
    .then(({ startPhoneApp }) => startPhoneApp(client, (address) => router.history.push(address)))
    .catch(() => undefined /* the desk works without */);
}
await speak(languageOfBrowser());

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Toasts />
        <Tooltips />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
