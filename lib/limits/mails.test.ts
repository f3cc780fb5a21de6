import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LimitName, limits } from './table.ts'

/** What keeps each module that mails people from mailing them much: limits, or why it needs none. */
const bounds: Record<string, readonly LimitName[] | string> = {
  'lib/accounts/nudge.ts': ['staff-mail'],
  'lib/announcements/test-mail.ts': ['announcement-tests'],
  'lib/cases/assignment.ts': ['staff-mail'],
  'lib/cases/commands.ts': ['cases-urgent-person', 'cases-urgent'],
  'lib/cases/updates.ts': 'an update is written by answerCase and replyToCase, which are limited',
  'lib/closing/tell.ts':
    'an account is closed and opened by closeAccount and reopenAccount, which are limited',
  'lib/closing/warn.ts': 'once, before an account is deleted',
  'lib/confirmations/ask.ts': 'an account asks an address once a day, and 60 in all (policy.ts)',
  'lib/confirmations/follow.ts': 'of an address that was asked before',
  'lib/confirmations/refuse.ts': 'a link refuses once',
  'lib/contacts/due.ts': 'once as something comes to be missing, once before the deadline',
  'lib/invitations/commands.ts': [
    'invitations-account',
    'invitations-inviter',
    'invitations-address',
    'invitations-key',
    'invitations-key-all',
  ],
  'lib/launch/commands.ts': ['reviews-requested'],
  'lib/launch/staff-commands.ts': ['staff-mail'],
  'lib/mail/faults.ts': 'once for each fault',
  'lib/members/ask-commands.ts': ['owners-asked', 'owners-asked-account'],
  'lib/members/commands.ts': ['role-changes'],
  'lib/notices/tell-marks.ts': 'once for each mark of an address',
  'lib/passkeys/enrol.ts': ['passkeys-added'],
  'lib/passkeys/keep.ts': 'no more are removed than were added',
  'lib/passkeys/reset.ts': 'no more are reset than were added',
  'lib/personal/take-out.ts': 'an address is erased once',
  'lib/reviews/ask.ts': 'once a period',
  'lib/sessions/address-change.ts': ['address-changes', 'address-changes-to'],
  'lib/sessions/email-sign-in.ts': 'by sign-in-limits.ts',
  'lib/staff/test-mail.ts': ['staff-test'],
}

const read = (file: string) => readFileSync(file, 'utf8')
const sources = globSync('{app,lib}/**/*.{ts,tsx}').filter((file) => !/\.test\.ts$/.test(file))

test('whatever mails people is limited, or says why it need not be', () => {
  const mailing = sources.filter((file) => /\bawait queueMail\(/.test(read(file)))
  expect(mailing.sort()).toEqual(Object.keys(bounds).sort())
  for (const [file, bound] of Object.entries(bounds)) {
    const unused = typeof bound === 'string' ? [] : bound.filter((name) => !read(file).includes(`'${name}'`))
    expect(unused, file).toEqual([])
  }
})

test('every limit is taken somewhere', () => {
  const all = sources
    .filter((file) => file !== 'lib/limits/table.ts')
    .map(read)
    .join('\n')
  const taken = /(?:takeLimit|countAttempt|countGuess)\(\s*(?:\w+,\s*)?'([\w-]+)'/g
  const names = new Set([...all.matchAll(taken)].map(([, name]) => name))
  expect([...names].sort()).toEqual(Object.keys(limits).sort())
})
