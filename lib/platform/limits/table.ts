import { env } from '#/env.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'

/**
 * Every limit that the store counts, for all instances together: at most `most` points within `span` milliseconds.
 * docs/limits.md says of each what it counts, and for whom. A span begins with the first that is counted in it, so that
 * within any stretch as long at most twice as much passes.
 */
export const limits = {
  'endpoint-codes': { most: 5, span: hour },
  'endpoint-codes-place': { most: 5, span: day },
  'endpoint-codes-target': { most: 20, span: day },
  'texts-number': { most: 20, span: day },
  'texts-account': { most: 60, span: day },
  'texts-total': { most: env.PHONE_PER_DAY, span: day },
  'texts-number-spare': { most: 10, span: day },
  'texts-account-spare': { most: 30, span: day },
  'texts-total-spare': { most: Math.floor(env.PHONE_PER_DAY / 2), span: day },
  'endpoints-told': { most: 1, span: day },
  'sign-in-network': { most: 300, span: 15 * minute },
  'sign-in-address-network': { most: 5, span: 15 * minute },
  'sign-in-address': { most: 20, span: hour },
  'sign-in-known-browser': { most: 5, span: 15 * minute },
  'sign-in-all-browsers': { most: 60, span: hour },
  'sign-in-codes': { most: 100, span: 15 * minute },
  'sign-in-known-codes': { most: 50, span: hour },
  'passkey-network': { most: 300, span: 15 * minute },
  'passkeys-asked': { most: 60, span: 15 * minute },
  'passkeys-added': { most: 20, span: hour },
  'wrong-links': { most: 60, span: 15 * minute },
  'wrong-keys': { most: 60, span: minute },
  'address-changes': { most: 5, span: 15 * minute },
  'address-changes-to': { most: 5, span: 15 * minute },
  'proof-codes': { most: 10, span: hour },
  'invitations-account': { most: 60, span: hour },
  'invitations-inviter': { most: 100, span: hour },
  'invitations-address': { most: 20, span: day },
  'invitations-staff': { most: 60, span: hour },
  'invitations-key': { most: 200, span: day },
  'invitations-key-all': { most: 1000, span: hour },
  'owners-asked': { most: 3, span: hour },
  'owners-asked-account': { most: 20, span: hour },
  'role-changes': { most: 10, span: hour },
  'reviews-requested': { most: 10, span: day },
  'cases-person': { most: 10, span: hour },
  'cases-account': { most: 30, span: hour },
  'cases-urgent-person': { most: 5, span: hour },
  'cases-urgent': { most: 10, span: hour },
  'case-answers': { most: 60, span: hour },
  'confirmations-person': { most: 60, span: hour },
  'confirmations-address': { most: 10, span: day },
  'confirmations-bouncing': { most: 1, span: day },
  'addresses-tried': { most: 10, span: day },
  'bounces-kept': { most: 1000, span: day },
  undos: { most: 10, span: hour },
  'test-notices-field': { most: 3, span: hour },
  'test-notices-account': { most: 12, span: hour },
  'test-notices-unconfirmed': { most: 60, span: day },
  'staff-test': { most: 5, span: 10 * minute },
  'staff-mail': { most: 600, span: hour },
  'announcement-tests': { most: 20, span: hour },
  announcements: { most: 30, span: day },
  'bulk-runs': { most: 60, span: day },
} as const satisfies Record<string, { most: number; span: number }>

export type LimitName = keyof typeof limits

/** A flow: `perSecond` come in, at most `atOnce` are kept (docs/limits.md, Rates). */
export type RateLimit = { perSecond: number; atOnce: number }

/** Requests to the API and searches; events have a rate of their own (`EVENTS_PER_SECOND`). */
export const rates = {
  'key-requests': { perSecond: 100, atOnce: 1000 },
  'public-requests': { perSecond: 20, atOnce: 200 },
  'staff-searches': { perSecond: 5, atOnce: 60 },
  'member-searches': { perSecond: 5, atOnce: 60 },
} as const satisfies Record<string, RateLimit>
