/** The application as one that can be installed: its service worker, newer versions, and clicks on notifications. */
import { t } from "@lingui/core/macro";
import type { QueryClient } from "@tanstack/react-query";
import { renewDevice } from "~/notifications/push";
import { toast } from "~/ui/toast";
import { bootstrapQuery } from "~/users/session";

const lookAgain = 3_600_000;
const leastKeyboard = 120; // pixels; bars of the browser that come and go are lower

export async function startPhoneApp(client: QueryClient, go: (address: string) => void): Promise<void> {
  const workers = navigator.serviceWorker;
  const registration = await workers.register("/service-worker.js", { updateViaCache: "none" });
  workers.addEventListener("message", ({ data }: MessageEvent<{ open?: unknown }>) => {
    if (typeof data?.open === "string" && /^\/(?![/\\])/.test(data.open)) go(data.open);
  });
  workers.addEventListener("controllerchange", () => void offerNewVersion());
  // A desk stands open for days: a new version shows within the hour, or when one comes back to it.
  const look = () => void registration.update().catch(() => undefined /* offline: the next look finds it */);
  setInterval(look, lookAgain);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  stayAboveKeyboard();
  const known = client.getQueryData(bootstrapQuery.queryKey);
  if (known) await renewDevice(known.user.id);
}

/** Safari's keyboard lies over the page: without this it would cover what one writes. Elsewhere the page itself shrinks. */
function stayAboveKeyboard(): void {
  const seen = globalThis.visualViewport;
  seen?.addEventListener("resize", () => {
    const isCovered = seen.scale === 1 && innerHeight - seen.height > leastKeyboard;
    document.documentElement.style.setProperty("--room", isCovered ? `${seen.height}px` : "100%");
    if (isCovered) scrollTo(0, 0);
  });
}

/** Silent when this page is the newest itself, as right after it was fetched. */
async function offerNewVersion(): Promise<void> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute("src");
  const newest = await fetch("/", { cache: "no-store" }).then(
    (answer) => answer.text(),
    () => "",
  );
  if (!own || newest === "" || newest.includes(own)) return;
  toast.done(t`A new version is here`, { stays: true, action: { label: t`Reload`, run: () => location.reload() } });
}
