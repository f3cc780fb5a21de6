import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LimitName, limits } from './table.ts'

/** The limits that keep each module from sending people much mail, or why it needs none. */
const bounds: Record<string, readonly LimitName[] | string> = {
  'lib/changes/accounts/nudge.ts': ['staff-mail'],
  'lib/notices/announcements/preview.ts': ['announcement-tests'],
  'lib/cases/staff-commands.ts': ['staff-mail'],
  'lib/cases/contacts.ts': 'by openCaseFor and replyToCase, which are limited',
  'lib/cases/opening.ts': 'by openCase and openCaseFor, which are limited',
  'lib/cases/updates.ts': 'an update is written by answerCase and replyToCase, which are limited',
  'lib/changes/closing/commands.ts': ['staff-mail'],
  'lib/changes/closing/announce-deletions.ts': 'once, before an account is deleted',
  // Besides, an account asks an address once a day, and 60 in all (policy.ts).
  'lib/changes/confirmations/ask.ts': ['confirmations-bouncing'],
  'lib/changes/confirmations/endpoint-code.ts': [
    'endpoint-codes',
    'endpoint-codes-place',
    'endpoint-codes-target',
  ],
  'lib/changes/confirmations/staff-address.ts': 'by mayAskBouncing (ask.ts)',
  'lib/changes/confirmations/sync.ts': 'of an address that was asked before',
  'lib/changes/contacts/answer.ts': 'a link refuses once',
  'lib/changes/gate/deadline.ts': 'once as something comes to be missing, once before the deadline',
  'lib/changes/invitations/issue.ts': 'by commands.ts for members, by staff-commands.ts for staff',
  'lib/changes/review/commands.ts': ['reviews-requested', 'staff-mail'],
  'lib/admin/health/mail-fault.ts': 'once for each fault',
  'lib/admin/health/endpoint-fault.ts': ['endpoints-told'],
  'lib/changes/members/commands.ts': ['role-changes', 'owners-asked', 'owners-asked-account'],
  'lib/changes/members/reset-passkeys.ts': ['staff-mail'],
  'lib/notices/endpoints/watch.ts': 'once an hour for three days, to an endpoint that fails',
  'lib/notices/bounces/mail-marks.ts': 'once for each mark of an address',
  'lib/identity/passkeys/enrol.ts': ['passkeys-added'],
  'lib/identity/passkeys/manage.ts': 'no more are removed or reset than were added',
  'lib/privacy/erasure/erase-from-account.ts': 'an address is erased once',
  'lib/changes/checks/ask.ts': 'once a period',
  'lib/changes/members/address-change.ts': ['address-changes', 'address-changes-to'],
  'lib/changes/contacts/switch-endpoint.ts': ['staff-mail'],
  'lib/changes/contacts/endpoint-proof.ts': ['proof-codes'],
  'lib/changes/sign-in/email-sign-in.ts': 'by sign-in-limits.ts',
  'lib/admin/settings/test-mail.ts': ['staff-test'],
}

const read = (file: string) => readFileSync(file, 'utf8')
const sources = globSync('{app,lib}/**/*.{ts,tsx}').filter((file) => !/\.test\.ts$/.test(file))

test('every code path that mails people has a limit, or states why not', () => {
  const mailing = sources.filter(
    (file) =>
      file !== 'lib/accounts/members/mail-members.ts' && /\bawait (queueMail|mailMembers)\(/.test(read(file)),
  )
  expect(mailing.sort()).toEqual(Object.keys(bounds).sort())
  for (const [file, bound] of Object.entries(bounds)) {
    const unused = typeof bound === 'string' ? [] : bound.filter((name) => !read(file).includes(`'${name}'`))
    expect(unused, file).toEqual([])
  }
})

test('every limit is used', () => {
  const all = sources
    .filter((file) => file !== 'lib/platform/limits/table.ts')
    .map(read)
    .join('\n')
  const taken = /(?:consumeLimit|consumePoints|countAttempt|countGuess)\(\s*(?:\w+,\s*)?'([\w-]+)'/g
  const names = new Set([...all.matchAll(taken)].map(([, name]) => name))
  expect([...names].sort()).toEqual(Object.keys(limits).sort())
})
