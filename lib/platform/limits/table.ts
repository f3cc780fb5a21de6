import { day, hour, minute } from '#/lib/platform/values/clock.ts'

/** At most `most` points within `span` milliseconds; `whom`: each subject has its own count. */
type Limit = { most: number; span: number; whom: string; what: string }

/**
 * Every limit that the store counts, for all instances together; docs/limits.md shows this table. A span begins
 * with the first that is counted in it, so that within any stretch as long at most twice as much passes.
 */
export const limits = {
  'sign-in-network': {
    most: 300,
    span: 15 * minute,
    whom: 'network',
    what: 'codes asked for, that signed nobody in; many partners may share a network',
  },
  'sign-in-address-network': {
    most: 5,
    span: 15 * minute,
    whom: 'address and network',
    what: 'codes asked for, that signed nobody in',
  },
  'sign-in-address': {
    most: 20,
    span: hour,
    whom: 'address',
    what: 'codes asked for from browsers that never signed it in, that signed nobody in',
  },
  'sign-in-known-browser': {
    most: 5,
    span: 15 * minute,
    whom: 'address and browser',
    what: 'codes asked for from a browser that signed the address in before, whatever others ask for',
  },
  'sign-in-all-browsers': {
    most: 60,
    span: hour,
    whom: 'address',
    what: 'codes asked for from all browsers together, that signed nobody in: its mailbox must not be filled',
  },
  'sign-in-codes': {
    most: 100,
    span: 15 * minute,
    whom: 'network',
    what: 'wrong codes, beside the five that end a code; not of browsers that signed the address in before',
  },
  'sign-in-known-codes': {
    most: 50,
    span: hour,
    whom: 'address',
    what: 'wrong codes of browsers that signed the address in before, all together; the link in the mail still signs in',
  },
  'passkey-network': {
    most: 300,
    span: 15 * minute,
    whom: 'network',
    what: 'sign-ins with a passkey that were begun and did not end well',
  },
  'passkeys-asked': {
    most: 60,
    span: 15 * minute,
    whom: 'session',
    what: 'askings for a passkey by somebody who is signed in, to show one or to add one',
  },
  'passkeys-added': {
    most: 20,
    span: hour,
    whom: 'person',
    what: 'passkeys added, each of which is mailed to them',
  },
  'wrong-links': {
    most: 60,
    span: 15 * minute,
    whom: 'network',
    what: 'links of mails that are none; a good one is never refused',
  },
  'wrong-keys': {
    most: 60,
    span: minute,
    whom: 'network',
    what: 'keys of the API that are none, and bodies of PagerDuty’s form without any; a good one is never refused',
  },
  'address-changes': {
    most: 5,
    span: 15 * minute,
    whom: 'person',
    what: 'new addresses asked for',
  },
  'address-changes-to': {
    most: 5,
    span: 15 * minute,
    whom: 'address',
    what: 'codes mailed to an address that somebody wants to have',
  },
  'invitations-account': {
    most: 60,
    span: hour,
    whom: 'account',
    what: 'invitations by owners, those sent again included',
  },
  'invitations-inviter': {
    most: 100,
    span: hour,
    whom: 'owner',
    what: 'invitations to all of their accounts',
  },
  'invitations-address': {
    most: 20,
    span: day,
    whom: 'address',
    what: 'invitations by owners, to all accounts, and by admins, to the staff',
  },
  'invitations-staff': {
    most: 60,
    span: hour,
    whom: 'admin',
    what: 'invitations to the staff, those sent again included',
  },
  'invitations-key': {
    most: 200,
    span: day,
    whom: 'key and address',
    what: 'invitations that come with accounts made by a key',
  },
  'invitations-key-all': {
    most: 1000,
    span: hour,
    whom: 'key',
    what: 'the same, to whatever addresses: what a key that leaked could mail',
  },
  'owners-asked': { most: 3, span: hour, whom: 'member of an account', what: '“Ask the owners to invite…”' },
  'owners-asked-account': {
    most: 20,
    span: hour,
    whom: 'account',
    what: '“Ask the owners to invite…”, by all its members',
  },
  'role-changes': {
    most: 10,
    span: hour,
    whom: 'member of an account',
    what: 'changes of role, each of which is mailed',
  },
  'reviews-requested': {
    most: 10,
    span: day,
    whom: 'account',
    what: 'requests of the review before going live',
  },
  'cases-person': { most: 10, span: hour, whom: 'person', what: 'cases opened, urgent ones apart' },
  'cases-account': { most: 30, span: hour, whom: 'account', what: 'cases opened, urgent ones apart' },
  'cases-urgent-person': {
    most: 5,
    span: hour,
    whom: 'person',
    what: 'urgent cases opened: nobody uses up what their colleagues may',
  },
  'cases-urgent': {
    most: 10,
    span: hour,
    whom: 'account',
    what: 'urgent cases opened, each mailed to staff',
  },
  'case-answers': { most: 60, span: hour, whom: 'person', what: 'answers in cases' },
  'confirmations-person': { most: 60, span: hour, whom: 'person', what: 'confirmations sent again by hand' },
  'confirmations-address': {
    most: 10,
    span: day,
    whom: 'address',
    what: 'confirmations sent again by hand, by all accounts',
  },
  'confirmations-bouncing': {
    most: 1,
    span: day,
    whom: 'address',
    what: 'confirmations to a bouncing address that somebody just added, by all accounts and for the staff',
  },
  'addresses-tried': {
    most: 10,
    span: day,
    whom: 'address',
    what: '“Try this address again” for a bouncing address, by all accounts and for the staff',
  },
  'bounces-kept': {
    most: 1000,
    span: day,
    whom: 'key',
    what: 'reports of bounces that are kept though they change nothing; what is more is taken in, and not kept',
  },
  'test-notices-field': { most: 3, span: hour, whom: 'field of an account', what: 'test notices' },
  'test-notices-account': { most: 12, span: hour, whom: 'account', what: 'test notices' },
  'test-notices-unconfirmed': {
    most: 60,
    span: day,
    whom: 'account',
    what: 'messages of test notices to addresses that nobody confirmed; as many as it may ask to confirm',
  },
  'staff-test': { most: 5, span: 10 * minute, whom: 'admin', what: 'test mails to staff' },
  'staff-mail': {
    most: 600,
    span: hour,
    whom: 'staff',
    what: 'what one of the staff mails one by one: answers, assignments, decisions, nudges, invitations, drills, cases opened, passkeys reset, notices by hand but for emergencies',
  },
  'announcement-tests': {
    most: 20,
    span: hour,
    whom: 'staff',
    what: 'tests of announcements, to themselves',
  },
  announcements: { most: 30, span: day, whom: 'staff', what: 'announcements sent' },
  'bulk-runs': {
    most: 60,
    span: day,
    whom: 'staff',
    what: 'work on many accounts at once: nudges, drills, cases',
  },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limits

/** A flow: `perSecond` come in, at most `atOnce` are kept (docs/limits.md, Rates). */
export type RateLimit = { perSecond: number; atOnce: number }

/** Requests to the API and searches; events have a rate of their own (`EVENTS_PER_SECOND`). */
export const rates = {
  'key-requests': { perSecond: 100, atOnce: 1000, whom: 'key', what: 'requests with a key, but for events' },
  'public-requests': { perSecond: 20, atOnce: 200, whom: 'network', what: 'requests without a key' },
  'staff-searches': { perSecond: 5, atOnce: 60, whom: 'staff', what: 'searches in everything' },
} as const satisfies Record<string, RateLimit & { whom: string; what: string }>
