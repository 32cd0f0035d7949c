// The page of a sitting: what its entries mean, and how the page shows them before the server has them. How they are
// kept and sent, see queue.js. Without this script the same forms are sent as they are.
import { keepPage, makeQueue, makeTyping } from '../fourgood/queue.js'; // Django gives it its name by the semicolon

const root = document.querySelector('[data-sitting]')
const LOOK_AGAIN = 45000
const valueOf = (form, name) => form.elements.namedItem(name).value // elements.item is a function
const slotOf = f => [f.kind, f.member, f.item, f.field, f.contribution].map(part => part || '').join(':')
const queue = makeQueue({
  box: root.querySelector('[data-queue]'),
  prefix: `sitting.${root.dataset.sitting}.${root.dataset.person}.`,
  address: root.dataset.entries,
  slotOf,
  isText: fields => fields.kind === 'write',
  shown: show,
  taken,
  emptied: look,
  dismissed: look,
})
const { put, waiting, remember, remembered } = queue

function taken({ fields, at, known }) {
  if (fields.kind === 'write') remember('texts', { ...remembered('texts'), [slotOf(fields)]: { fields, known } })
  else remember('done', [...(remembered('done') || []), { fields, at, known }])
  if (fields.kind === 'end') location.reload()
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

const typing = makeTyping(form => {
  put(fieldsOf(form))
  const saved = form.querySelector('[data-saved]')
  if (saved) saved.hidden = false
})

function typed(event) {
  const form = event.target.form
  if (form?.dataset.typed !== undefined) typing.typed(form, event.type === 'change')
}

function restore() {
  if (root.dataset.over !== undefined) return queue.forget('standing', 'texts', 'done')
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

root.classList.add('has-script')
restore()
queue.draw()
tick()
queue.send()
root.addEventListener('submit', submitted)
for (const kind of ['input', 'change']) root.addEventListener(kind, typed)
document.body.addEventListener('htmx:afterSwap', event => { if (event.target.id === 'figures') figuresCame() })
window.addEventListener('online', look)
setInterval(tick, 15000)
setInterval(look, LOOK_AGAIN)
if (root.dataset.worker) keepPage(root.dataset.worker, 'sitting').catch(() => {})
