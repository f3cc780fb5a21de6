import { expect, test } from 'vitest'
import type { MailStatus } from '#/db/words/mail.ts'
import { accountOutcomeOf } from './outcome.ts'

const notice = { silence: null }

test.each([
  ['waiting', { sentAt: null, notice: null, statuses: [] }],
  ['gone', { sentAt: 1, notice: null, statuses: [] }],
  ['reached', { sentAt: 1, notice, statuses: ['failed', 'delivered'] }],
  ['reached', { sentAt: 1, notice, statuses: ['queued', 'accepted'] }],
  ['trying', { sentAt: 1, notice, statuses: ['failed', 'retrying'] }],
  ['trying', { sentAt: 1, notice, statuses: ['sending'] }],
  ['failed', { sentAt: 1, notice, statuses: ['failed', 'expired'] }],
  ['paused', { sentAt: 1, notice: { silence: 'paused' }, statuses: [] }],
  ['nobody', { sentAt: 1, notice, statuses: [] }],
  ['bouncing', { planned: 'bouncing', sentAt: 1, notice, statuses: [] }],
] as const)('%s: %j', (outcome, at) => {
  expect(
    accountOutcomeOf({ planned: 'missing', ...at, statuses: at.statuses as readonly MailStatus[] }),
  ).toBe(outcome)
})
