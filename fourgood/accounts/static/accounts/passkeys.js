// Passkeys: joins our forms to allauth's code, and says in the page's own words when one did not work.
document.addEventListener('DOMContentLoaded', () => {
  const form = document.querySelector('form[data-passkey]')
  if (!form || !window.PublicKeyCredential) return
  form.hidden = false
  const credential = form.querySelector('input[name="credential"]').id
  const ids = { login: 'passkey_button', authenticate: 'passkey_button', add: 'passkey_button', passwordless: 'id_passwordless', credential }
  if (document.getElementById('passkey_data')) ids.data = 'passkey_data'
  window.allauth.webauthn.forms[`${form.dataset.passkey}Form`]({ ids })
  document.addEventListener('allauth.error', event => {
    event.preventDefault()
    form.querySelector('[data-passkey-failed]').hidden = false
  })
})
