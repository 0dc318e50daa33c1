// Lets the page load without a network: its own files, nothing else. Answers of the API are never kept. build.mjs puts in
// what the files are; names below /built/ carry the hash of their content, so one name is one content for ever.
const version = "{version}";
const files = ["{files}"];
const patience_ms = 3000; // for a page that may be newer than the one kept here

addEventListener("install", (event) => {
  event.waitUntil(caches.open(version).then((cache) => cache.addAll(files)).then(() => skipWaiting()));
});

// The version before stays for pages that are still open: they may ask for a part that they have not loaded yet.
async function drop_older() {
  const older = (await caches.keys()).filter((name) => name !== version);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await clients.claim();
}
addEventListener("activate", (event) => event.waitUntil(drop_older()));

const kept_page = async () => (await caches.open(version)).match("/");

async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patience_ms) });
    return answer.ok ? answer : ((await kept_page()) ?? answer);
  } catch {
    return (await kept_page()) ?? Response.error();
  }
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).pathname.startsWith("/built/")) (await caches.open(version)).put(request, answer.clone());
  return answer;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === "/") event.respondWith(page(request));
  else if (url.pathname.startsWith("/built/") || files.includes(url.pathname)) event.respondWith(file(request));
});
