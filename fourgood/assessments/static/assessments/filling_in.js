// Filling in the sheet: each criterion is an entry, saved with every pause, also without a signal. How entries are kept
// and sent, see queue.js. Without this script the page is one form.
import { keepPage, makeQueue, makeTyping } from '../fourgood/queue.js'; // Django gives it its name by the semicolon

const root = document.querySelector('[data-sheet]')
const words = root.querySelector('[data-words]').dataset
const parts = () => [...root.querySelectorAll('[data-code]')]
const partOf = code => root.querySelector(`[data-code="${CSS.escape(code)}"]`)
const slotOf = fields => fields.kind === 'agree_all' ? 'agree_all' : `criterion:${fields.code}`
const queue = makeQueue({
  box: root.querySelector('[data-queue]'),
  prefix: `sheet.${root.dataset.sheet}.${root.dataset.person}.`,
  address: root.dataset.entries,
  slotOf,
  isText: fields => fields.kind === 'write',
  isLast: fields => fields.kind === 'agree_all',
  shown: show,
  taken,
  refusedLine,
  emptied: () => look().catch(() => {}),
  dismissed: () => look().catch(() => {}),
})

// The fields of a criterion, as the server names them.
function fieldsOf(part) {
  const data = new FormData(part.closest('form')), fields = { code: part.dataset.code }
  for (const [name, value] of data) if (name.startsWith(part.dataset.prefix)) fields[name.slice(part.dataset.prefix.length)] = value
  return fields
}

const inputs = part => [...part.querySelectorAll('input, textarea, select')].filter(field => field.name.startsWith(part.dataset.prefix))
const versionOf = part => part.querySelector(`[name="${part.dataset.prefix}version"]`)

function write(part, fields) {
  for (const field of inputs(part)) {
    const value = fields[field.name.slice(part.dataset.prefix.length)]
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = value === field.value
    else if (field.type !== 'hidden') field.value = value || ''
  }
}

function version(part, number) {
  versionOf(part).value = number
  queue.amend(slotOf({ code: part.dataset.code }), { version: String(number) })
}

// What an entry looks like before the server has it.
function show(fields) {
  if (fields.kind === 'agree_all') return fields.saw.split(' ').forEach(pair => agreed(partOf(pair.split('=')[0])))
  const part = partOf(fields.code)
  if (!part) return
  part.querySelector('[data-errors]').replaceChildren()
  part.querySelector('[data-saved]').textContent = words.kept
  if (fields.kind === 'agree') agreed(part)
}

function agreed(part) {
  if (!part) return
  part.querySelector('[data-own]').textContent = part.dataset.suggested
  part.querySelector('[data-lacks]').hidden = true
  part.querySelector('[data-agree]').hidden = true
  delete part.dataset.empty
}

function taken({ fields, known }, answer) {
  if (fields.kind === 'agree_all') {
    for (const [code, number] of Object.entries(answer.versions)) if (partOf(code)) version(partOf(code), number)
    return
  }
  const part = partOf(fields.code)
  queue.remember('done', { ...queue.remembered('done'), [fields.code]: { fields, known, answer } })
  if (part) stands(part, answer)
}

// How a criterion stands on the server.
function stands(part, { version: number, own, lacks, errors = {} }) {
  version(part, number)
  part.querySelector('[data-own]').textContent = own
  part.querySelector('[data-lacks]').textContent = lacks
  part.querySelector('[data-lacks]').hidden = !lacks
  if (own !== '–') delete part.dataset.empty
  const agree = part.querySelector('[data-agree]')
  if (agree) agree.hidden = own === part.dataset.suggested && !lacks
  const said = Object.entries(errors).flatMap(([name, all]) => all.map(text => Object.assign(document.createElement('li'), { textContent: `${labelOf(part, name)}: ${text}` })))
  part.querySelector('[data-errors]').replaceChildren(...said)
  part.querySelector('[data-saved]').textContent = said.length ? words.wrong : words.saved
}

const labelOf = (part, name) => {
  const field = part.querySelector(`[name="${part.dataset.prefix}${name}"]`)
  return (field?.closest('fieldset.field')?.querySelector('legend') || field?.labels?.[0])?.textContent.trim() || name
}

// Someone else typed meanwhile: both stand in the criterion itself, until the person chooses.
function refusedLine(entry, simple) {
  const { conflict } = entry.answer, part = partOf(entry.fields.code || '')
  if (!conflict || !part) return simple.line(entry.refused, () => simple.dismiss(entry))
  const box = part.querySelector('[data-conflict]')
  box.querySelector('[data-why]').textContent = entry.refused
  for (const side of ['theirs', 'mine']) {
    box.querySelector(`[data-${side}]`).replaceChildren(...conflict[side].map(text => Object.assign(document.createElement('p'), { textContent: text })))
  }
  box.querySelector('[data-keep-theirs]').onclick = () => { box.hidden = true; queue.dismiss(entry); location.reload() }
  box.querySelector('[data-keep-mine]').onclick = () => {
    box.hidden = true
    versionOf(part).value = conflict.version
    queue.put({ ...entry.fields, version: String(conflict.version) })
  }
  box.hidden = false
  const said = simple.line(`${part.dataset.code}: ${words.conflict}`, () => box.scrollIntoView())
  said.querySelector('button').textContent = words.compare
  return said
}

// The top of the page, as it is now: nothing that is being filled in is touched.
async function look() {
  if (navigator.onLine) await window.htmx.ajax('GET', root.dataset.todo, { target: '#todo-now', swap: 'innerHTML' })
}

const typing = makeTyping(part => queue.put({ ...fieldsOf(part), kind: 'write' }), 900)

function typed(event) {
  const part = event.target.closest('[data-code]')
  if (part && event.target.name) typing.typed(part, event.type === 'change')
}

function pressed(event) {
  const all = event.target.closest('[data-agree-all]')
  if (all) {
    const open = parts().filter(part => part.dataset.saw && part.dataset.empty !== undefined)
    if (open.length) queue.put({ kind: 'agree_all', saw: open.map(part => `${part.dataset.code}=${part.dataset.saw}`).join(' ') })
    all.hidden = true
  }
}

function submitted(event) {
  event.preventDefault()
  const part = event.submitter?.closest('[data-code]')
  if (part && event.submitter.name === 'then') {
    typing.drop(part)
    queue.put({ kind: 'agree', code: part.dataset.code, saw: part.dataset.saw, version: versionOf(part).value })
  }
}

// After a reload, also of a page that the phone had kept: what was typed stands in its fields again.
function restore() {
  const drawn = Number(root.dataset.at), done = queue.remembered('done') || {}
  const newer = Object.entries(done).filter(([, { known }]) => known > drawn)
  queue.remember('done', Object.fromEntries(newer))
  for (const [code, { fields, answer }] of newer) {
    if (!partOf(code)) continue
    if (fields.kind === 'write') write(partOf(code), fields)
    stands(partOf(code), answer)
  }
  for (const { fields } of queue.entries()) {
    if (fields.kind === 'write' && partOf(fields.code)) write(partOf(fields.code), fields)
    show(fields)
  }
}

root.classList.add('has-script')
restore()
queue.draw()
queue.send()
root.addEventListener('submit', submitted)
root.addEventListener('click', pressed)
for (const kind of ['input', 'change']) root.addEventListener(kind, typed)
keepPage(root.dataset.worker, 'sheet').catch(() => {})
