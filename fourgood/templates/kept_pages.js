// So that a page opens again without a signal: one page of this folder, and its files.
// It lies beside those pages and answers for them only. What people enter is not its business: see queue.js.
const CACHE = '{{ folder }}', PAGE = /^\/{{ folder }}\/\d+\/$/
const PATIENCE = 8000 // ms that a weak signal gets before the kept page is shown
const KEPT_FOR = 24 * 3600 * 1000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET') return
  const path = new URL(request.url).pathname
  if (request.mode === 'navigate' && PAGE.test(path)) event.respondWith(page(request, path))
  else if (path.startsWith('/static/')) event.respondWith(file(request))
})

async function page(request, path) {
  const kept = await caches.match(path, { ignoreVary: true })
  const fresh = kept && !(Date.now() - Date.parse(kept.headers.get('date')) > KEPT_FOR)
  const answer = fetch(request).then(response => keep(path, response))
  if (!fresh) return answer
  const late = new Promise(resolve => setTimeout(resolve, PATIENCE, kept))
  return Promise.race([answer.catch(() => kept), late])
}

// Nothing stays once there is nothing more to enter, or the person has signed out.
async function keep(path, response) {
  if (response.ok && !response.redirected && !response.headers.has('x-page-over')) {
    const cache = await caches.open(CACHE)
    for (const other of await cache.keys()) if (PAGE.test(new URL(other.url).pathname)) await cache.delete(other)
    await cache.put(path, response.clone())
  } else if (response.status < 500) await caches.delete(CACHE)
  return response
}

async function file(request) {
  try {
    const response = await fetch(request)
    if (response.ok) await (await caches.open(CACHE)).put(request, response.clone())
    return response
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true })
    if (kept) return kept
    throw error
  }
}
