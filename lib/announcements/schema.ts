import type { Locale } from '#/lib/locale.ts'

/** `draft → sending → sent`, or `stopped` half way, from which it can go on. */
export const announcementStates = ['draft', 'sending', 'stopped', 'sent'] as const
export type AnnouncementState = (typeof announcementStates)[number]

/** What an announcement says to those who read one language. */
export type AnnouncementText = { summary: string; details: string; meaning: string; remedy: string }
export type AnnouncementTexts = { [locale in Locale]?: AnnouncementText }

/** The filters of the accounts' table, as they stand in its address. */
export type AudienceFilter = Record<string, string>

/** Whether the notice would reach somebody, or why it would not. */
export type PlannedOutcome = 'reaches' | 'paused' | 'nobody'
