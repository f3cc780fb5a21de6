import { expect, test } from 'vitest'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { passkeyAdded } from './passkeys.ts'

const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example', timeZone: 'Europe/Rome' }

test.each(locales)('the mail of a passkey that a stranger added asks for a reset, in %s', (locale) => {
  const { text } = renderMail(fill(passkeyAdded, { name: 'Laptop' }), locale, sender)
  // After signing in by email nobody can remove a passkey.
  expect(text).toMatch(/ask the Actions Desk team to reset|chiedi al team di Actions Desk di reimpostare/)
  expect(text).not.toMatch(/remove the passkey|rimuovi la passkey/)
})
