import { newId } from '#/lib/platform/values/ids.ts'
import type { Site } from './site.ts'

/** An announcement in each state with its own look. */
export const announcementIds = {
  draft: '01a2b000-0000-7000-8000-000000000001',
  ready: '01a2b000-0000-7000-8000-000000000002',
  sending: '01a2b000-0000-7000-8000-000000000003',
  stopped: '01a2b000-0000-7000-8000-000000000004',
} as const

/** Milliseconds: a lease that ends later counts as one from before the clock was set back. */
const held = 25_000

const text = {
  summary: 'Version 1 of the API ends',
  details: 'It answers until May.',
  meaning: '',
  remedy: '',
}

/**
 * Writes an announcement in each of these states, by staff, to all accounts of the store, of which it reaches the
 * first. A lease that nobody releases keeps workers from sending it.
 */
export function addAnnouncements(site: Site): void {
  const [staff] = site.rows<{ id: string }>('select user_id as id from staff limit 1')
  const accounts = site.rows<{ id: string }>('select id from accounts where closed_at is null order by slug')
  const missing = accounts.length - 1
  const counts = {
    accounts: accounts.length,
    reaches: 1,
    paused: 0,
    missing,
    bouncing: 0,
    messages: 1,
    addresses: 1,
    untranslated: 1,
    untranslatedAccounts: 1,
  }
  const tomorrow = Date.now() + 86_400_000
  const window = { startsAt: tomorrow, endsAt: tomorrow + 7_200_000, zone: 'Europe/Rome' }
  for (const [state, id] of Object.entries(announcementIds)) {
    const isDraft = state === 'draft'
    const isBegun = state === 'sending' || state === 'stopped'
    site.change(
      `insert into announcements (id, state, version, category, severity, texts, links, audience, created_by, created_at,
        frozen_at, counts, done, started_by, started_at, stopped_by, stopped_at, lease_owner, lease_until,
        time_window)
      values (?, ?, 0, 'technical', 'info', ?, ?, '{"complete":"no","locked":"yes"}', ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, state, JSON.stringify({ en: text }), '[{"href":"https://desk.example/v2","text":"Version 2"}]'],
      ...[staff?.id, Date.now(), isDraft ? null : Date.now(), isDraft ? null : JSON.stringify(counts)],
      ...(isBegun ? [staff?.id, Date.now()] : [null, null]),
      ...(state === 'stopped' ? [staff?.id, Date.now()] : [null, null]),
      ...(state === 'sending' ? ['nobody', Date.now() + held] : [null, null]),
      JSON.stringify(window),
    )
    if (isDraft) continue
    for (const [position, account] of accounts.entries()) {
      const reaches = position === 0 ? 1 : 0
      site.change(
        `insert into announcement_accounts (id, announcement_id, account_id, position, planned, addresses, untranslated)
        values (?, ?, ?, ?, ?, ?, ?)`,
        ...[newId(), id, account.id, position, reaches ? 'reaches' : 'missing', reaches, reaches],
      )
    }
  }
}

/** Keeps workers from the announcement that is being sent as long again. */
export function holdSending(site: Site): void {
  site.change(
    "update announcements set lease_owner = 'nobody', lease_until = ? where id = ?",
    ...[Date.now() + held, announcementIds.sending],
  )
}
