
// The service worker keeps one whole version of the site, so that the page opens without a network, at any address in its
// scope. It answers for the files it lists and for navigations, and leaves every other request to the browser.

// "@" cannot occur in a base path, so no other site of this origin has a cache whose name starts like ours.
const OURS = `loopyard-${SITE.base}@`;
const CACHE = OURS + SITE.version;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(Object.values(SITE.files).map((url) => new Request(url, {
      // Past the HTTP cache, which may hold an older file of the same name. A link with a version only needs a look
      // whether it still holds, and the page has just fetched most of them.
      cache: url.includes("?") ? "no-cache" : "reload",
    })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
    // The page that installed us can go offline at once, without a reload.
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
    return; // a run is streamed and must see its client go; the browser does that best alone
  }
  if (Object.hasOwn(SITE.files, path)) {
    event.respondWith(kept(path, request));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => kept("", request)));
  }
});

// kept is the file from the cache. A browser may have evicted it, so the network is the second choice.
async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(SITE.files[path], { ignoreVary: true })) ?? fetch(request);
}
