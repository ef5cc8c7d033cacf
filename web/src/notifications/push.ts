/** Notifications of a closed desk, shown by the browser itself: can this one, may it, does it? */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";

export type Device = {
  readonly id: number;
  readonly agent: string;
  readonly created_at: string;
  readonly heard_at: string | null;
  readonly is_current: boolean;
};
type Devices = { readonly public_key: string; readonly devices: readonly Device[] };
export type PushState = "insecure" | "unsupported" | "uninstalled" | "denied" | "off" | "on";

const rememberedAs = "deskbell.push"; // whose notifications this browser shows: pushes end with a session, and begin again with the next

export const devicesQuery = queryOptions({
  queryKey: keys.notificationDevices,
  queryFn: ({ signal }) => api.get<Devices>("/notifications/devices", { signal }),
});

export const pushStateQuery = queryOptions({ queryKey: keys.pushState, queryFn: pushState, gcTime: 0 });

async function pushState(): Promise<PushState> {
  if (!isSecureContext) return "insecure";
  // On an iPhone only the installed application has a push manager.
  if (!("PushManager" in globalThis)) return /iPhone|iPad/.test(navigator.userAgent) ? "uninstalled" : "unsupported";
  if (!("serviceWorker" in navigator) || !("Notification" in globalThis)) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && Notification.permission === "granted" ? "on" : "off";
}

/** Asks the browser, then tells the server. Answers false when the user said no. */
export async function turnOn(userId: number): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
  await subscribe();
  remember(userId);
  return true;
}

export async function turnOff(device: Device | undefined): Promise<void> {
  remember(null);
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  if (device) await api.delete(`/notifications/devices/${device.id}`);
}

/** After signing in anew, and after the browser changed its subscription, the server learns where to push. */
export async function renewDevice(userId: number): Promise<void> {
  if (remembered() !== userId || (await pushState()) === "denied" || Notification.permission !== "granted") return;
  await subscribe();
}

async function subscribe(): Promise<void> {
  const { public_key: key } = await api.get<Devices>("/notifications/devices");
  const { pushManager } = await navigator.serviceWorker.ready;
  const bytes = fromBase64(key);
  const before = await pushManager.getSubscription();
  // One that was made for another key of the desk is refused by the browser's service.
  const isOurs = before?.options.applicationServerKey ? toBase64(before.options.applicationServerKey) === key : false;
  if (before && !isOurs) await before.unsubscribe();
  const subscription =
    before && isOurs ? before : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes });
  await api.post("/notifications/devices", {
    endpoint: subscription.endpoint,
    public_key: toBase64(subscription.getKey("p256dh") ?? new ArrayBuffer(0)),
    auth: toBase64(subscription.getKey("auth") ?? new ArrayBuffer(0)),
  });
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.codePointAt(0) ?? 0);
}

function toBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCodePoint(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function remembered(): number | null {
  try {
    return Number(localStorage.getItem(rememberedAs)) || null;
  } catch {
    return null;
  }
}

function remember(userId: number | null): void {
  try {
    if (userId === null) localStorage.removeItem(rememberedAs);
    else localStorage.setItem(rememberedAs, String(userId));
  } catch {
    // A browser that keeps nothing must be turned on again after signing in.
  }
}
