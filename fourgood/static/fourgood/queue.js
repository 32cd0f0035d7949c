// What is entered goes into a queue on this device first, and from there to the server: exactly once, because each
// entry has a key that the server remembers (docs/adr/0009). Pages say what their entries mean; see sitting.js.
const store = window.localStorage
const AT_ONCE = 20, PATIENCE = 20000
const token = JSON.parse(document.body.getAttribute('hx-headers'))['x-csrftoken']
let count = 0

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// `prefix`: of its names in the storage. `address`: where parcels go. `slotOf(fields)`: what an entry is about.
// `isText(fields)`: typed on, the longer text holds the shorter one. `isLast(fields)`: what follows builds on it. What the page does when an entry is put, is taken,
// or is refused, when all is sent, and when a refusal was read: `shown`, `taken`, `refusedLine`, `emptied`, `dismissed`.
export function makeQueue({ box, prefix, address, slotOf, isText, isLast = () => false, shown = () => {}, taken, refusedLine = simple, emptied = () => {}, dismissed = () => {} }) {
  let busy = false, wait = 2000, timer = 0

  // One item of storage for each entry, so that two tabs never overwrite each other's.
  const names = () => Object.keys(store).filter(name => name.startsWith(`${prefix}e.`)).sort()
  const entries = () => names().map(name => ({ name, ...JSON.parse(store.getItem(name)) }))
  const waiting = () => entries().filter(entry => !entry.refused)
  const remembered = name => JSON.parse(store.getItem(prefix + name) || 'null')
  const remember = (name, value) => store.setItem(prefix + name, JSON.stringify(value))
  const forget = (...all) => all.forEach(name => store.removeItem(prefix + name))

  function put(fields) {
    const slot = slotOf(fields)
    for (const old of entries()) {
      const replaced = isText(fields) && !old.sent
      if (slotOf(old.fields) === slot && (old.refused || replaced)) store.removeItem(old.name)
    }
    const at = Date.now(), key = newKey()
    const name = `${prefix}e.${String(at).padStart(15, '0')}.${String(count++).padStart(6, '0')}.${key}`
    store.setItem(name, JSON.stringify({ key, at, fields }))
    shown(fields, at)
    draw()
    send()
  }

  async function send() {
    if (busy || !waiting().length) return
    busy = true
    clearTimeout(timer)
    try {
      while (waiting().length) await parcel(next())
      wait = 2000
    } catch {
      timer = setTimeout(send, wait)
      wait = Math.min(wait * 2, 60000)
    }
    busy = false
    draw()
    if (!waiting().length) emptied()
  }

  // Only the first of several about the same: the answer to it may say what the next one builds on.
  function next() {
    const slots = new Set(), chosen = []
    for (const entry of waiting().slice(0, AT_ONCE)) {
      if (slots.has(slotOf(entry.fields))) break
      slots.add(slotOf(entry.fields))
      chosen.push(entry)
      if (isLast(entry.fields)) break
    }
    return chosen
  }

  async function parcel(sent) {
    for (const { name, key, at, fields } of sent) store.setItem(name, JSON.stringify({ key, at, fields, sent: true }))
    const body = JSON.stringify({ sent_at: Date.now(), entries: sent.map(({ key, at, fields }) => ({ key, at, fields })) })
    const headers = { 'content-type': 'application/json', 'x-csrftoken': token }
    const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined
    const response = await fetch(address, { method: 'POST', body, headers, signal, redirect: 'manual' })
    box.querySelector('[data-signed-out]').hidden = !(response.type === 'opaqueredirect' || [403, 404].includes(response.status))
    if (!response.ok) throw new Error(response.status)
    const { answers, at } = await response.json()
    for (const entry of sent) settle(entry, answers[entry.key], at)
  }

  // `known`: since when the server knows it, by its clock. A page that is older shows it from memory.
  function settle(entry, answer, known) {
    if (!answer) throw new Error('no answer')
    const { name, key, at, fields } = entry
    if (!answer.taken) return store.setItem(name, JSON.stringify({ key, at, fields, refused: answer.why, answer }))
    store.removeItem(name)
    if (answer.told) tell(answer.told)
    taken({ fields, at, known }, answer)
  }

  // Of what still waits: an entry builds on what the one before it became.
  function amend(slot, change) {
    for (const { name, ...entry } of waiting()) {
      if (slotOf(entry.fields) === slot) store.setItem(name, JSON.stringify({ ...entry, fields: { ...entry.fields, ...change } }))
    }
  }

  // The box that says what is not sent yet, what was refused, and what someone else has entered.
  function draw() {
    const all = entries(), open = all.filter(entry => !entry.refused)
    box.querySelector('[data-count]').textContent = open.length
    for (const line of box.querySelectorAll('[data-waiting]')) line.hidden = !open.length
    const drawn = all.filter(entry => entry.refused).map(entry => refusedLine(entry, { line, dismiss })).filter(Boolean)
    box.querySelector('[data-refused]').replaceChildren(...drawn)
    box.hidden = !open.length && !drawn.length && !box.querySelector('[data-told] li')
  }

  function line(text, then, links = []) {
    const item = box.querySelector('template[data-refused-line]').content.firstElementChild.cloneNode(true)
    item.querySelector('p').textContent = text
    for (const [words, href] of links) {
      const link = Object.assign(document.createElement('a'), { textContent: words, href })
      item.querySelector('p').append(' ', link)
    }
    item.querySelector('button').addEventListener('click', then)
    return item
  }

  function tell(text) {
    const item = line(text, () => { item.remove(); draw() })
    box.querySelector('[data-told]').append(item)
  }

  function dismiss(entry) {
    store.removeItem(entry.name)
    draw()
    dismissed(entry)
  }

  window.addEventListener('online', () => { wait = 2000; send() })
  box.querySelector('[data-send]').addEventListener('click', send)
  return { put, send, draw, entries, waiting, amend, dismiss, remember, remembered, forget }
}

const simple = (entry, { line, dismiss }) => line(entry.refused, () => dismiss(entry), entry.answer?.links)

// Typing: kept with every pause, and when the page is left. `keep(what)` is called once for each thing typed at.
export function makeTyping(keep, pause = 1200) {
  const timers = new Map()
  function flush(what) {
    if (!timers.has(what)) return
    clearTimeout(timers.get(what))
    timers.delete(what)
    keep(what)
  }
  const flushAll = () => [...timers.keys()].forEach(flush)
  document.addEventListener('visibilitychange', flushAll)
  window.addEventListener('pagehide', flushAll)
  return {
    typed(what, at_once) {
      clearTimeout(timers.get(what))
      timers.set(what, setTimeout(flush, at_once ? 0 : pause, what))
    },
    drop(what) {
      clearTimeout(timers.get(what))
      timers.delete(what)
    },
    flushAll,
  }
}

// So that the page opens again without a signal. The worker keeps what it lets through; the first time there was none.
export async function keepPage(worker, folder) {
  if (!navigator.serviceWorker) return
  await navigator.serviceWorker.register(worker)
  await navigator.serviceWorker.ready
  const cache = await caches.open(folder)
  if (await cache.match(location.pathname, { ignoreVary: true })) return
  const links = 'link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src]'
  const files = [...document.querySelectorAll(links)].map(file => file.href || file.src)
  await cache.addAll([location.pathname, ...files])
}
