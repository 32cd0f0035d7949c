// Leaving a page is no failure. What htmx was still asking for is given up without a complaint; and what was typed last
// into a form that is saved as one types (hx-post, hx-target="#saved") is sent along, so that no word is lost.
const asked = new Map() // what is under way, with the element that asked
const unsaved = new Set()

const isSavedAsTyped = form => form?.matches?.('form[hx-post][hx-target="#saved"]')

document.addEventListener('input', event => isSavedAsTyped(event.target.form) && unsaved.add(event.target.form))
document.addEventListener('submit', event => event.defaultPrevented || unsaved.delete(event.target))
document.addEventListener('htmx:beforeSend', ({ detail }) => {
  asked.set(detail.xhr, detail.elt)
  unsaved.delete(detail.elt)
})
document.addEventListener('htmx:afterRequest', ({ detail }) => asked.delete(detail.xhr))

addEventListener('pagehide', () => {
  for (const xhr of asked.keys()) xhr.onabort = xhr.onerror = null
  for (const form of unsaved) {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === 'string')
    const headers = { 'HX-Request': 'true' }
    fetch(form.getAttribute('hx-post'), { method: 'POST', body: new URLSearchParams(texts), headers, keepalive: true })
  }
  unsaved.clear()
})
