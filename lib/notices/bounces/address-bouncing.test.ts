import { expect, test } from 'vitest'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { type AddressBouncing, addressBouncing } from './address-bouncing.ts'

const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example' }
const named = {
  accountName: 'Levante',
  address: 'Webhook · hooks.example.net',
  link: 'https://desk.example/e',
}

test.each([
  ['HTTP 404: nothing at this address', true],
  [ownErrors.refused, false],
  [ownErrors.sealed, false],
])('of an endpoint with “%s” it offers a code: %s', (reason, offers) => {
  const data: AddressBouncing = { ...named, serves: ['technical-emergency'], endpoint: { reason } }
  const { text } = renderMail(fill(addressBouncing, data), 'en', sender)
  expect(text.includes('send it a code')).toBe(offers)
})
