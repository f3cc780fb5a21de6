import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { erasedPlaceholder } from '#/db/words/people.ts'
import { drillOutcomeOf } from '#/lib/notices/drills/outcome.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { copyMigratedStore, placeOlderStore } from '#/tests/older-store.ts'
import { openStore } from './index.ts'

const before = 27
const sentAt = 1_790_000_000_000
const answeredAt = sentAt + minute

type Answer = {
  /** Who sent it; null for the rhythm. */
  sender?: 'elena' | 'staff'
  drilled: string[]
  /** The person's account, if they have one, and the name or address that the answer was recorded under. */
  by: 'elena' | 'paolo' | null
  as: string
  /** How: by the mailed link, in the portal, or by closing the drill; null for an older version's, without a record. */
  how: 'mail' | 'portal' | 'closing' | null
}
const elena = 'elena@levante.example'
const paolo = 'paolo@levante.example'
const oncall = 'oncall@levante.example'

const answers: Record<string, Answer & { counts: boolean }> = {
  'the mailed link of a drilled address': {
    drilled: [oncall],
    by: null,
    as: oncall,
    how: 'mail',
    counts: true,
  },
  'the link mailed to the sender': {
    sender: 'elena',
    drilled: [oncall, elena],
    by: 'elena',
    as: elena,
    how: 'mail',
    counts: true,
  },
  'a member who was drilled': {
    sender: 'elena',
    drilled: [oncall, 'Paolo@levante.example'],
    by: 'paolo',
    as: 'Paolo',
    how: 'portal',
    counts: true,
  },
  'a drilled address, by an unknown way': {
    drilled: [oncall],
    by: null,
    as: oncall,
    how: null,
    counts: true,
  },
  'an address that was erased': {
    drilled: [erasedPlaceholder],
    by: null,
    as: erasedPlaceholder,
    how: null,
    counts: true,
  },
  'the sender in the portal': {
    sender: 'elena',
    drilled: [oncall],
    by: 'elena',
    as: 'Elena',
    how: 'portal',
    counts: false,
  },
  'the sender in the portal, who was drilled too': {
    sender: 'elena',
    drilled: [elena],
    by: 'elena',
    as: elena,
    how: 'portal',
    counts: false,
  },
  'a member who was not drilled': {
    drilled: [oncall],
    by: 'paolo',
    as: 'Paolo',
    how: 'portal',
    counts: false,
  },
  'a member who closed it': { drilled: [paolo], by: 'paolo', as: paolo, how: 'closing', counts: false },
}

/** Adds an account with a drill that was answered in this way. */
function write(old: Sqlite.Database, slug: string, { sender, drilled, by, as, how }: Answer): void {
  const userOf = (name: string) =>
    old
      .prepare<unknown[], { id: string }>('select id from users where email_key = ?')
      .get(`${name}@levante.example`)?.id ?? null
  const closed = how === 'closing'
  old
    .prepare(
      `insert into accounts (id, slug, name, name_key, integration_type_id, default_locale, state, state_changed_at, created_at, drilled_at, reached_after, drill_due_at)
        values (?, ?, ?, ?, 'things-to-do', 'it', 'live', 1, 1, ?, ?, 1800000000000)`,
    )
    .run(slug, slug, slug, slug, answeredAt, answeredAt - sentAt)
  old
    .prepare(
      `insert into notices (id, account_id, created_by, origin, kind, category, environment, severity, state, key, slot, dedup_key, summary, links,
        first_seen_at, last_seen_at, acknowledged_at, acknowledged_by, acknowledged_as, closed_at, closed_by, closed_how)
        values (?, ?, ?, ?, 'drill', 'emergency', 'production', 'info', ?, ?, ?, ?, 'Drill', '[]', ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[
        slug,
        slug,
        sender === 'staff' ? 'staff' : sender ? userOf(sender) : null,
        sender ? 'member' : 'system',
      ],
      ...[closed ? 'closed' : 'acknowledged', slug, closed ? slug : 'open', slug, sentAt, sentAt],
      ...[answeredAt, by && userOf(by), as, closed ? answeredAt + 1 : null, closed ? by && userOf(by) : null],
      closed ? 'member' : null,
    )
  for (const [place, recipient] of drilled.entries()) {
    old
      .prepare(
        `insert into outbox (id, template, recipient, locale, data, account_id, notice_id, lane, part, purpose, step, status, attempts, created_at, settled_at)
          values (?, 'notice', ?, 'it', '{}', ?, ?, 'urgent', 'notice', 'technical-emergency', 0, 'accepted', 1, ?, ?)`,
      )
      .run(`${slug}-${place}`, recipient, slug, slug, sentAt, sentAt)
  }
  const entry = {
    mail: 'notice.acknowledged-by-mail',
    portal: 'notice.acknowledged',
    closing: 'notice.closed',
  }
  if (how)
    old
      .prepare(
        'insert into audit_entries (id, at, actor_id, account_id, action, subject_id) values (?, ?, ?, ?, ?, ?)',
      )
      .run(`${slug}-entry`, answeredAt, by && userOf(by), slug, entry[how], slug)
}

test('an upgrade drops drills answered by anyone but their recipients, and keeps the next date', async () => {
  const file = await copyMigratedStore('0.5.0', before)
  const old = new Sqlite(file)
  const slugs = new Map(Object.keys(answers).map((name, place) => [name, `drilled-${place}`]))
  for (const [name, slug] of slugs) write(old, slug, answers[name] as Answer)
  const last = old.prepare("select * from accounts where slug = 'poliambulatorio-levante'").get()
  old.close()
  const store = await openStore(await placeOlderStore(file, before))
  try {
    const kept = new Map((await store.read.select().from(accounts)).map((account) => [account.slug, account]))
    const drills = new Map((await store.read.select().from(notices)).map((notice) => [notice.id, notice]))
    for (const [name, slug] of slugs) {
      const drill = drills.get(slug)
      const isReached = answers[name]?.counts
      expect(kept.get(slug), name).toMatchObject({
        drilledAt: isReached ? answeredAt : null,
        reachedAfter: isReached ? minute : null,
        drillDueAt: 1_800_000_000_000,
      })
      expect(drill && drillOutcomeOf(drill), name).toBe(isReached ? 'reached' : 'withdrawn')
      expect(drill?.state === 'closed' ? drill.slot : 'open', name).toBe(isReached ? 'open' : slug)
    }
    const { drilledAt, reachedAfter } = kept.get('poliambulatorio-levante') ?? {}
    expect(last).toMatchObject({ drilled_at: drilledAt, reached_after: reachedAfter })
  } finally {
    await store.close()
  }
})
