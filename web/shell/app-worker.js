
// The service worker stores one complete version of the site, so that the page opens without a network. It answers requests
// for the files of the site and navigations in its scope. The browser handles every other request.

// A base path cannot contain "@", so no other site of this origin has a cache whose name begins like this.
const OURS = `loopyard-${SITE.base}@`;
const CACHE = OURS + SITE.version;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(Object.values(SITE.files).map((url) => new Request(url, {
      // The HTTP cache may have an older file of the same name, so it is not used. For a link with a version it is enough
      // to revalidate, and the page has just loaded most of these files.
      cache: url.includes("?") ? "no-cache" : "reload",
    })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
    // The page that installed this worker can go offline at once, without a reload.
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(SITE.base)) {
    return;
  }
  const path = url.pathname.slice(SITE.base.length);
  if (path.startsWith("api/")) {
    return; // the answer is a stream, and the server must notice when the page closes it
  }
  if (Object.hasOwn(SITE.files, path)) {
    event.respondWith(kept(path, request));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => kept("", request)));
  }
});

// kept returns a file from the cache, or from the network if the browser has removed it from the cache.
async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(SITE.files[path], { ignoreVary: true })) ?? fetch(request);
}
