import type { Locale } from './people.ts'

/**
 * `draft → freezing → ready → sending → sent`. While `freezing`, the list of its accounts is made; `ready`: the list is
 * what would be sent. A change leads back to `draft`. `stopped` half way, it can continue.
 */
export type AnnouncementState = 'draft' | 'freezing' | 'ready' | 'sending' | 'stopped' | 'sent'

/** The texts of an announcement in one language. */
export type AnnouncementText = { summary: string; details: string; meaning: string; remedy: string }
export type AnnouncementTexts = { [locale in Locale]?: AnnouncementText }

/** The filters of the accounts' table, as in its URL. */
export type AudienceFilter = Record<string, string>

/**
 * Whether the notice would reach somebody, or why not: paused accounts only record production alerts; no step of the
 * route has an address; or all its addresses bounce.
 */
export const plannedOutcomes = ['reaches', 'paused', 'missing', 'bouncing'] as const
export type PlannedOutcome = (typeof plannedOutcomes)[number]

/**
 * The totals of a frozen list. `messages`: one to each address of each account; `addresses`: the distinct ones;
 * `untranslated`: messages to readers of a language that lacks some of the text, at so many `untranslatedAccounts`.
 */
export type FrozenCounts = Record<PlannedOutcome, number> & {
  accounts: number
  messages: number
  addresses: number
  untranslated: number
  untranslatedAccounts: number
}

export const textParts = ['summary', 'details', 'meaning', 'remedy'] as const
export type TextPart = (typeof textParts)[number]
