// Keeps the page of a door, and what it looks like, for when there is no network. Nothing else of
// the desk is kept; what is older than two days is thrown away.
const KEPT = "sanvat-door";
const DOOR = /^\/ban-lam-viec\/su-kien\/\d+\/cua\/$/;
const LOOKS = /^\/static\/ui\//;
const TWO_DAYS = 2 * 24 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(tidy)));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (DOOR.test(address.pathname)) event.respondWith(fresh(event.request, address.pathname));
  else if (LOOKS.test(address.pathname)) event.respondWith(kept(event.request));
});

// The page of now where there is a network, else the last one.
async function fresh(request, path) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(path, answer.clone());
    else if (answer.redirected || answer.status === 404) await cache.delete(path);
    return answer;
  } catch (fault) {
    const last = await cache.match(path);
    if (last) return last;
    throw fault;
  }
}

async function kept(request) {
  const cache = await caches.open(KEPT);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function tidy() {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    const made = Date.parse(answer.headers.get("Date") || "");
    if (!(Date.now() - made < TWO_DAYS)) await cache.delete(request);
  }
}
