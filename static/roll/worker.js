"use strict";
// The roll call without network: pages of lessons that were opened once open again from what this browser keeps, with
// the styles and scripts that they name. Kept only while somebody is signed in: every page without "sign out" on it, and
// every answer that asks to sign in, empties it; and never longer than two days.
const KEPT = "rolls";
const PATIENCE = 4000; // milliseconds after which a slow network counts as none
const LONGEST = 48 * 3600 * 1000;
const LESSONS = /^\/[a-z]+\/instructor\/lessons(\/\d+)?$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && LESSONS.test(pathname)) event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(event));
});

async function page(event, pathname) {
  const cache = await caches.open(KEPT);
  const fresh = fetch(event.request);
  const remembered = fresh.then((answer) => remember(cache, pathname, answer.clone()));
  event.waitUntil(remembered.catch(() => {}));
  const kept = await unexpired(cache, pathname);
  try {
    return await (kept ? Promise.race([fresh, late(PATIENCE)]) : fresh);
  } catch {
    return kept ?? (await overview(cache, pathname)) ?? Response.error();
  }
}

async function remember(cache, pathname, answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) await caches.delete(KEPT);
  else if (answer.ok) await cache.put(pathname, await dated(answer));
}

async function dated(answer) {
  const type = answer.headers.get("Content-Type");
  return new Response(await answer.blob(), { headers: { "Content-Type": type, "X-Kept": String(Date.now()) } });
}

async function unexpired(cache, pathname) {
  const found = await cache.match(pathname);
  if (!found) return undefined;
  const age = Date.now() - Number(found.headers.get("X-Kept"));
  if (age >= 0 && age < LONGEST) return found;
  await cache.delete(pathname);
  return undefined;
}

// A roll that was never opened: the list of those that were.
function overview(cache, pathname) {
  return unexpired(cache, pathname.replace(/\/\d+$/, ""));
}

function late(milliseconds) {
  return new Promise((_, reject) => setTimeout(reject, milliseconds));
}

// Named by their hash, so what is kept is always right.
async function asset(event) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  return kept ?? fetch(event.request);
}
