import type pg from 'pg'
import { memberOf, slugOf } from '../crash/store.ts'

/** The number of each kind, on their own accounts. */
const ofEach = 40
/** Accounts below this number belong to the load. */
export const firstAccount = 100
const kinds = ['drills', 'questions', 'reminders', 'escalations'] as const
/** One more account after those of each kind, for a storm of events. */
const stormAccount = firstAccount + kinds.length * ofEach
export const accountsNeeded = stormAccount + 1
const stormEvents = 25

function slugsFor(kind: (typeof kinds)[number]): string[] {
  const first = firstAccount + kinds.indexOf(kind) * ofEach
  return Array.from({ length: ofEach }, (_, place) => slugOf(first + place))
}

/** Events with a follow-up: emergencies that nobody answers, and many of one kind, for a digest. */
export function eventsForSchedule() {
  const urgent = slugsFor('escalations').map((account, number) => ({
    account,
    category: 'emergency',
    dedupKey: `urgent-${number}`,
    summary: `Emergency ${number}`,
  }))
  const storm = Array.from({ length: stormEvents }, (_, number) => ({
    account: slugOf(stormAccount),
    category: 'production-alert',
    dedupKey: `storm-${number}`,
    summary: `Storm ${number}`,
  }))
  return [...urgent, ...storm]
}

/** Makes this many things due now: drills, checks, reminders of deadlines, escalations and a digest. */
export async function makeDue(client: pg.Client): Promise<void> {
  const at = Date.now()
  await askForDrills(client, at)
  await client.query('update accounts set review_mail_due_at = $1, review_due_at = $1 where slug = any($2)', [
    at,
    slugsFor('questions'),
  ])
  await client.query('update accounts set due_reminder_at = $1, due_at = $2 where slug = any($3)', [
    at,
    at + 3 * 86_400_000,
    slugsFor('reminders'),
  ])
  const { rows } = await client.query(
    'select contact_revisions.id, content from contact_revisions join accounts on accounts.id = account_id where slug = any($1)',
    [slugsFor('reminders')],
  )
  for (const { id, content } of rows) {
    const values = typeof content === 'string' ? JSON.parse(content) : content
    await client.query('update contact_revisions set content = $1 where id = $2', [
      JSON.stringify({ ...values, technical: [] }),
      id,
    ])
  }
  await client.query("update notices set escalate_at = $1 where dedup_key like 'urgent-%'", [at])
  await client.query("update digests set gathers_until = $1 where kind = 'notices'", [at])
  await client.query("update outbox set due_at = $1 where digest_id is not null and status = 'queued'", [at])
}

/** Starts a drill as staff do, at any hour; scheduled drills wait for working hours. */
async function askForDrills(client: pg.Client, at: number): Promise<void> {
  const { rows } = await client.query('select id from users where email_key = $1', [memberOf(firstAccount)])
  const run = crypto.randomUUID()
  // Work of somebody who is not staff stops.
  await client.query("insert into staff (user_id, role, created_at) values ($1, 'support', $2)", [
    rows[0].id,
    at,
  ])
  // Together, since a worker ends a run that has no accounts.
  await client.query('begin')
  await client.query(
    `insert into bulk_runs (id, state, work, selection, accounts, started_by, started_at)
      values ($1, 'running', '{"kind":"drill"}', '{}', $2, $3, $4)`,
    [run, ofEach, rows[0].id, at],
  )
  await client.query(
    `insert into bulk_accounts (id, run_id, account_id, position)
      select gen_random_uuid()::text, $1, id, row_number() over (order by slug) from accounts where slug = any($2)`,
    [run, slugsFor('drills')],
  )
  await client.query('commit')
}

/** The outcome of the requested drills, for debugging a failure. */
export async function describeDrills(client: pg.Client): Promise<string> {
  const { rows: runs } = await client.query('select state, lease_owner, lease_until from bulk_runs')
  const { rows } = await client.query('select outcome, why, count(*) from bulk_accounts group by 1, 2')
  const { rows: turns } = await client.query('select name, next_at from turns')
  return JSON.stringify({ runs, accounts: rows, turns, at: Date.now() })
}

export type ScheduledCount = { what: string; expected: number; happened: number; twice: string[] }

/** The result: how often each thing happened, and which happened more than once. */
export async function countActivity(client: pg.Client): Promise<ScheduledCount[]> {
  const byAccount = (template: string) =>
    `select account_id || recipient as name, count(*) from outbox where template = '${template}' group by 1`
  const happened: ScheduledCount[] = []
  for (const [what, expected, grouped] of [
    ['drills', ofEach, "select account_id as name, count(*) from notices where kind = 'drill' group by 1"],
    ['questions whether all still holds', ofEach, byAccount('contacts-review')],
    ['reminders of a deadline', ofEach, byAccount('contacts-due-reminder')],
    ['escalations', ofEach, 'select id as name, escalations as count from notices where escalations > 0'],
    [
      'digests',
      1,
      "select digest_id || recipient as name, count(*) from outbox where template = 'notice-digest' group by 1",
    ],
  ] as const) {
    const { rows } = await client.query<{ name: string; count: string }>(grouped)
    const twice = rows.filter((row) => Number(row.count) > 1).map(({ name }) => name)
    happened.push({ what, expected, happened: rows.length, twice })
  }
  return happened
}
