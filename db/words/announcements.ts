import type { Locale } from './locale.ts'

/**
 * `draft → freezing → ready → sending → sent`. While it is `freezing` the list of its accounts is made; `ready`: that is what
 * would be sent. A change leads back to `draft`. `stopped` half way, it can go on.
 */
export type AnnouncementState = 'draft' | 'freezing' | 'ready' | 'sending' | 'stopped' | 'sent'

/** What an announcement says to those who read one language. */
export type AnnouncementText = { summary: string; details: string; meaning: string; remedy: string }
export type AnnouncementTexts = { [locale in Locale]?: AnnouncementText }

/** The filters of the accounts' table, as they stand in its address. */
export type AudienceFilter = Record<string, string>

/**
 * Whether the notice would reach somebody, or why it would not: while paused, production alerts are recorded only; or no step
 * of the route has an address; or every address it has bounces.
 */
export const plannedOutcomes = ['reaches', 'paused', 'missing', 'bouncing'] as const
export type PlannedOutcome = (typeof plannedOutcomes)[number]

/**
 * What a frozen list comes to. `messages`: one to each address of each account; `addresses`: the distinct ones among them;
 * `untranslated`: messages to readers of a language in which some of the text is lacking, at so many `untranslatedAccounts`.
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
