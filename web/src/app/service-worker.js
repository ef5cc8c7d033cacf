// Runs beside the pages: keeps the pieces of the application for when the network is away, and shows pushes.
// What the server answers under /api is never kept. The build puts in the names of its files.
const { version, files } = __SHELL__;
const cacheName = `deskbell-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })))),
  );
  // Pages ask before they change over; this only makes the next one start with the new pieces.
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldPieces());
});

/** A page of the build before may still stand open, so its pieces stay until the build after the next. */
async function forgetOldPieces() {
  const names = (await caches.keys()).filter((name) => name.startsWith("deskbell-") && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && !url.pathname.startsWith("/api/")) event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(piece(request));
});

/** Always the newest page; without a network the kept one, which says so in the reader's language. */
async function page(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await (await caches.open(cacheName)).match("/");
    if (kept) return kept;
    throw fault;
  }
}

/** A piece carries its content's hash in its name: what is kept under it is never out of date. */
async function piece(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    void caches.open(cacheName).then((cache) => cache.put(request, copy));
  }
  return answer;
}

self.addEventListener("push", (event) => {
  event.waitUntil(tell(event.data?.json() ?? {}));
});

async function tell({ title = "Deskbell", body = "", tag = "", url = "/" }) {
  const open = await windows();
  // Whoever looks at the desk hears it from the bell; a test is shown wherever one looks.
  if (tag !== "test" && open.some((client) => client.focused)) return;
  await registration.showNotification(title, {
    body,
    tag,
    renotify: tag !== "",
    icon: "/icons/192.png",
    badge: "/icons/badge.png",
    data: { url },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? "/"));
});

/** In a window that stands open, if there is one: the page goes there by itself and keeps what was written. */
async function open(url) {
  const open = await windows();
  const client =
    open.find((one) => new URL(one.url).pathname === url) ??
    open.find((one) => one.visibilityState === "visible") ??
    open[0];
  if (!client) return clients.openWindow(url);
  client.postMessage({ open: url });
  return client.focus();
}

function windows() {
  return clients.matchAll({ type: "window", includeUncontrolled: true });
}
