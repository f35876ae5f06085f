// Keeps the visited pages and what they need, for when there is no network. When there is one, it
// answers: a kept page is never shown in its place. Only files of this site are kept.

const VERSION = "dev"; // the build writes its own here, a preview does not
const SCOPE = registration.scope;
const OURS = `visites:${SCOPE}:`;
const CACHE = OURS + VERSION;
const FALLBACK = `${SCOPE}hors-ligne/`;
const MOST = 200; // files taken along to a new version
const PATIENCE = 3000; // milliseconds, only when the browser says that it is offline

const isPage = (url) => /(\/|\.html)$/.test(new URL(url).pathname);
const isAsset = (url) => url.startsWith(`${SCOPE}assets/`) || url.startsWith(`${SCOPE}search/`);

// A file answers to its address, whatever comes after: a question, an anchor, or the version of a
// script, so that a page kept with the last version finds the scripts of this one.
const keyOf = (url) => {
  const key = new URL(url);
  key.hash = key.search = "";
  return key.href;
};

const keep = async (url, response) => {
  if (!response.ok || response.redirected || response.type !== "basic") return;
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(url), response);
};

const find = async (url) => (await caches.open(CACHE)).match(keyOf(url), { ignoreVary: true });

const fetchAndKeep = async (url, options) => {
  if (!url.startsWith(SCOPE) || !(isPage(url) || isAsset(url))) return;
  await keep(url, await fetch(url, options));
};

// What was kept by the version before, as it is now; as it was where the network fails.
const takeAlong = async () => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS) || name === CACHE) continue;
    const old = await caches.open(name);
    const requests = (await old.keys()).slice(-MOST);
    const take = async (request) => {
      try {
        await fetchAndKeep(request.url, { cache: "no-cache" });
      } catch {
        await keep(request.url, await old.match(request));
      }
    };
    await Promise.all(requests.map(take));
  }
};

const forget = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
};

const answer = async (event) => {
  const { request } = event;
  const page = request.mode === "navigate";
  try {
    // The browser's own cache may be stale too: for a page, the server is always asked.
    const options = page ? { cache: "no-cache" } : {};
    if (!navigator.onLine) options.signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(request, options);
    if (response.status >= 500) return (await find(request.url)) ?? response;
    if (page ? isPage(request.url) : isAsset(request.url)) {
      event.waitUntil(keep(request.url, response.clone()));
    }
    return response;
  } catch (error) {
    const kept = await find(request.url);
    if (kept) return kept;
    if (request.destination !== "document") throw error;
    return Response.redirect(`${FALLBACK}?page=${encodeURIComponent(request.url)}`);
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  const first = [FALLBACK, `${SCOPE}assets/offline.js`];
  const start = Promise.all(first.map((url) => fetchAndKeep(url, { cache: "no-cache" })));
  event.waitUntil(start.then(takeAlong));
});

addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => clients.claim()));
});

// A page that was loaded before its worker was there says what it is made of.
addEventListener("message", (event) => {
  event.waitUntil(Promise.allSettled(event.data.map((url) => fetchAndKeep(url))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  if (request.headers.has("range")) return;
  // A preview loads its page again while others of its requests wait: held here, they hold each other.
  if (VERSION === "dev") return;
  event.respondWith(answer(event));
});
