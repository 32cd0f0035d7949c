// What is entered at a meeting goes into a queue on this device first, and from there to the server: exactly once,
// because each entry has a key that the server remembers. Without this script the same forms are sent as they are.
const root = document.querySelector('[data-sitting]')
const box = root.querySelector('[data-queue]')
const prefix = `sitting.${root.dataset.sitting}.${root.dataset.person}.`
const store = window.localStorage
const token = JSON.parse(document.body.getAttribute('hx-headers'))['x-csrftoken']
const AT_ONCE = 20, PATIENCE = 20000, PAUSE = 1200, LOOK_AGAIN = 45000
let busy = false, wait = 2000, timer = 0, count = 0

// The queue: one item of storage for each entry, so that two tabs never overwrite each other's.
const names = () => Object.keys(store).filter(name => name.startsWith(`${prefix}e.`)).sort()
const entries = () => names().map(name => ({ name, ...JSON.parse(store.getItem(name)) }))
const waiting = () => entries().filter(entry => !entry.refused)
const valueOf = (form, name) => form.elements.namedItem(name).value // elements.item is a function
const slotOf = f => [f.kind, f.member, f.item, f.field, f.contribution].map(part => part || '').join(':')
const remembered = name => JSON.parse(store.getItem(prefix + name) || 'null')
const remember = (name, value) => store.setItem(prefix + name, JSON.stringify(value))

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function put(fields) {
  const slot = slotOf(fields)
  for (const old of entries()) {
    const replaced = fields.kind === 'write' && !old.sent // typed on: the longer text holds the shorter one
    if (slotOf(old.fields) === slot && (old.refused || replaced)) store.removeItem(old.name)
  }
  const at = Date.now(), key = newKey()
  const name = `${prefix}e.${String(at).padStart(15, '0')}.${String(count++).padStart(6, '0')}.${key}`
  store.setItem(name, JSON.stringify({ key, at, fields }))
  show(fields, at)
  draw()
  send()
}

async function send() {
  if (busy || !waiting().length) return
  busy = true
  clearTimeout(timer)
  try {
    while (waiting().length) await parcel(waiting().slice(0, AT_ONCE))
    wait = 2000
  } catch {
    timer = setTimeout(send, wait)
    wait = Math.min(wait * 2, 60000)
  }
  busy = false
  draw()
  if (!waiting().length) look()
}

async function parcel(sent) {
  for (const { name, key, at, fields } of sent) store.setItem(name, JSON.stringify({ key, at, fields, sent: true }))
  const body = JSON.stringify({ sent_at: Date.now(), entries: sent.map(({ key, at, fields }) => ({ key, at, fields })) })
  const headers = { 'content-type': 'application/json', 'x-csrftoken': token }
  const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined
  const response = await fetch(root.dataset.entries, { method: 'POST', body, headers, signal, redirect: 'manual' })
  box.querySelector('[data-signed-out]').hidden = !(response.type === 'opaqueredirect' || [403, 404].includes(response.status))
  if (!response.ok) throw new Error(response.status)
  const { answers, at } = await response.json()
  for (const entry of sent) settle(entry, answers[entry.key], at)
}

// `known`: since when the server knows it, by its clock. A page that is older shows it from memory.
function settle(entry, answer, known) {
  if (!answer) throw new Error('no answer')
  const { name, key, at, fields } = entry
  if (!answer.taken) return store.setItem(name, JSON.stringify({ key, at, fields, refused: answer.why, links: answer.links }))
  store.removeItem(name)
  if (fields.kind === 'write') remember('texts', { ...remembered('texts'), [slotOf(fields)]: { fields, known } })
  else remember('done', [...(remembered('done') || []), { fields, at, known }])
  if (answer.told) tell(answer.told)
  if (fields.kind === 'end') location.reload()
}

// The box that says what is not sent yet, what was refused, and what someone else has entered.
function draw() {
  const all = entries(), open = all.filter(entry => !entry.refused)
  box.querySelector('[data-count]').textContent = open.length
  for (const line of box.querySelectorAll('[data-waiting]')) line.hidden = !open.length
  const list = box.querySelector('[data-refused]')
  list.replaceChildren(...all.filter(entry => entry.refused).map(entry => line(entry.refused, () => dismiss(entry), entry.links)))
  box.hidden = !all.length && !box.querySelector('[data-told] li')
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
  look()
}

// What an entry looks like on the page, before the server has it.
function show(fields, at) {
  if (root.dataset.over !== undefined) return
  if (fields.kind === 'begin') running(at)
  if (fields.kind === 'call') called(fields.member, fields.state, fields.words || wordsOf(fields))
  if (fields.kind === 'others') for (const li of root.querySelectorAll('.roll > [data-due][data-state=""]')) called(li.id.slice(2), 'present', '')
  if (fields.kind === 'speak') spoke(fields)
  if (fields.kind === 'raise') raised(fields.contribution, fields.on === '1')
}

function wordsOf({ member, reason }) {
  const option = [...(document.querySelector(`#m-${member} select`)?.options || [])].find(option => option.value === reason)
  return reason ? option?.textContent || reason : ''
}

function running(at) {
  root.dataset.begun = root.dataset.begun || at + offset()
  document.getElementById('running').hidden = false
  document.getElementById('begin')?.remove()
  tick()
}

function called(member, state, reason) {
  const li = document.getElementById(`m-${member}`)
  if (!li) return
  li.dataset.state = state
  li.querySelector('[data-reason]').textContent = state === 'excused' ? reason : ''
  for (const button of li.querySelectorAll('.choices > button')) button.setAttribute('aria-pressed', button.value === state)
}

function spoke({ member, item, on, text }) {
  const chip = [...root.querySelectorAll('.chips')].find(form => valueOf(form, 'item') === (item || ''))
  const button = [...(chip?.querySelectorAll('button') || [])].find(button => button.value.split(':')[0] === member)
  if (button) press(button, on === '1', `${member}:`)
  const list = [...root.querySelectorAll('[data-speeches]')].find(list => list.dataset.speeches === (item || ''))
  const there = list?.querySelector(`[data-member="${member}"]`)
  if (on !== '1') return there?.remove()
  const li = there || (button && list && added(list, member, item, button.textContent))
  if (li && text !== undefined && document.activeElement?.form !== li.querySelector('form')) li.querySelector('textarea').value = text
}

function added(list, member, item, name) {
  const li = document.getElementById('speech-line').content.firstElementChild.cloneNode(true)
  li.dataset.member = li.querySelector('[name=member]').value = member
  li.querySelector('[name=item]').value = item || ''
  li.querySelector('[data-name]').textContent = name.trim()
  list.append(li)
  return li
}

function raised(contribution, on) {
  const form = [...root.querySelectorAll('[data-entry=raise]')].find(form => valueOf(form, 'contribution') === contribution)
  if (form) press(form.querySelector('button'), on, '')
}

function press(button, on, before) {
  button.setAttribute('aria-pressed', on)
  button.value = before + (on ? '0' : '1')
}

// What stands on the server: only buttons about which this device has nothing to send are set by it.
function sync(standing) {
  const mine = new Set(waiting().map(entry => slotOf(entry.fields)))
  if (standing.begun) running(standing.begun - offset())
  for (const li of root.querySelectorAll('.roll > li')) {
    const member = li.id.slice(2), [state, reason] = standing.roll[member] || ['', '']
    if (!mine.has(slotOf({ kind: 'call', member })) && !mine.has(slotOf({ kind: 'others' }))) called(member, state, reason)
  }
  for (const button of root.querySelectorAll('.chips button')) {
    const member = button.value.split(':')[0], item = valueOf(button.form, 'item')
    const on = standing.spoken.includes(`${member}:${item}`) ? '1' : '0'
    if (!mine.has(slotOf({ kind: 'speak', member, item }))) spoke({ member, item, on })
  }
  for (const form of root.querySelectorAll('[data-entry=raise]')) {
    const contribution = valueOf(form, 'contribution')
    if (!mine.has(slotOf({ kind: 'raise', contribution }))) raised(contribution, standing.raised.includes(Number(contribution)))
  }
}

// The figures, and with them what other devices have entered: nothing that is being filled in is touched.
async function look() {
  if (!root.dataset.figures || !navigator.onLine) return
  await window.htmx.ajax('GET', root.dataset.figures, { target: '#figures', swap: 'innerHTML' }).catch(() => {})
}

function figuresCame() {
  const standing = JSON.parse(root.querySelector('[data-standing]').dataset.standing)
  remember('standing', { ...standing, offset: standing.at - Date.now() })
  remember('done', (remembered('done') || []).filter(({ known }) => known > standing.at))
  sync(standing)
  tick()
  if (standing.ended && !waiting().length) location.reload()
}

const offset = () => remembered('standing')?.offset || 0

function tick() {
  const place = root.querySelector('[data-elapsed]'), begun = Number(root.dataset.begun)
  if (place && begun) place.textContent = Math.max(Math.floor((Date.now() + offset() - begun) / 60000), 0)
}

// Forms.
function fieldsOf(form, button) {
  const data = new FormData(form)
  if (button?.name) data.set(button.name, button.value)
  for (const name of ['csrfmiddlewaretoken', 'there', 'anchor']) data.delete(name)
  const { spoke: pair, ...fields } = Object.fromEntries(data)
  if (pair) [fields.member, fields.on] = pair.split(':')
  return fields
}

function submitted(event) {
  const form = event.target
  if (!form.dataset.entry) return
  event.preventDefault()
  const fields = fieldsOf(form, event.submitter)
  const missing = fields.state === 'excused' && !fields.reason && !fields.words.trim()
  const told = form.querySelector('[data-missing]')
  if (told) told.hidden = !missing
  if (missing) return form.elements.reason.focus()
  if (fields.kind === 'call' && fields.state !== 'excused') fields.reason = fields.words = ''
  form.querySelector('.excuse')?.removeAttribute('open')
  put(fields)
}

// Typing: kept with every pause, and when the page is left.
const typing = new Map()
function keepTyped(form) {
  if (!typing.has(form)) return
  clearTimeout(typing.get(form))
  typing.delete(form)
  put(fieldsOf(form))
  const saved = form.querySelector('[data-saved]')
  if (saved) saved.hidden = false
}

function typed(event) {
  const form = event.target.form
  if (form?.dataset.typed === undefined) return
  clearTimeout(typing.get(form))
  typing.set(form, setTimeout(keepTyped, event.type === 'change' ? 0 : PAUSE, form))
}

function restore() {
  if (root.dataset.over !== undefined) return ['standing', 'texts', 'done'].forEach(name => store.removeItem(prefix + name))
  const standing = remembered('standing'), drawn = Number(root.dataset.at)
  if (standing?.at > drawn) sync(standing)
  else remember('standing', { at: 0, offset: standing?.offset ?? drawn - Date.now() })
  for (const { fields, at, known } of remembered('done') || []) if (known > drawn) show(fields, at)
  for (const { fields, known } of Object.values(remembered('texts') || {})) if (known > drawn) write(fields)
  for (const { fields, at } of waiting()) {
    show(fields, at)
    if (fields.kind === 'write') write(fields)
  }
}

function write(fields) {
  const form = [...root.querySelectorAll('[data-entry=write]')].find(form => slotOf(fieldsOf(form)) === slotOf(fields))
  if (form) form.elements.text.value = fields.text
}

// So that the page opens again without a signal. The worker keeps what it lets through; the first time there was none.
async function keepPage() {
  if (!navigator.serviceWorker) return
  await navigator.serviceWorker.register(root.dataset.worker)
  await navigator.serviceWorker.ready
  const cache = await caches.open('sitting')
  if (await cache.match(location.pathname, { ignoreVary: true })) return
  const files = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src]')].map(file => file.href || file.src)
  await cache.addAll([location.pathname, ...files])
}

root.classList.add('has-script')
restore()
draw()
tick()
send()
root.addEventListener('submit', submitted)
for (const kind of ['input', 'change']) root.addEventListener(kind, typed)
document.addEventListener('visibilitychange', () => { for (const form of [...typing.keys()]) keepTyped(form) })
document.body.addEventListener('htmx:afterSwap', event => { if (event.target.id === 'figures') figuresCame() })
window.addEventListener('online', () => { wait = 2000; send(); look() })
box.querySelector('[data-send]').addEventListener('click', send)
setInterval(tick, 15000)
setInterval(look, LOOK_AGAIN)
if (root.dataset.worker) keepPage().catch(() => {})
