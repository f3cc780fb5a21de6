import { day, hour } from '#/lib/platform/values/clock.ts'

export type EngineName = 'SQLite' | 'PostgreSQL'

/** `events`: of closed notices that lie in the store, none or very many. `mails`: that wait to be sent. */
export type Contents = { accounts: number; events?: number; mails?: number }

const span = 300 * day
const eventsPerNotice = 2

/** What the engines say differently: hexadecimal digits, and a text that no two rows share, in no order. */
const dialects = {
  SQLite: {
    hex: (value: string) => `printf('%012x', ${value})`,
    random: 'lower(hex(randomblob(16)))',
  },
  PostgreSQL: {
    hex: (value: string) => `lpad(to_hex(${value}), 12, '0')`,
    random: 'md5(random()::text)',
  },
} as const

/** SQL that adds notices of the last 300 days: each opened, mailed, accepted and resolved. */
export function buildHistory(engine: EngineName, { accounts, events = 0 }: Contents): string[] {
  if (events === 0) return []
  const { hex, random } = dialects[engine]
  const count = events / eventsPerNotice
  const began = Date.now() - hour - span
  const at = `(${began} + i * ${Math.floor(span / count)})`
  /** A version 7 UUID of that time, of the i-th of its kind. */
  const id = (kind: number) =>
    `substr(${hex(at)}, 1, 8) || '-' || substr(${hex(at)}, 9) || '-7000-800${kind}-' || ${hex('i')}`
  const numbered = `with recursive
    numbers(i) as (select cast(0 as bigint) union all select i + 1 from numbers where i < ${count - 1}),
    history as (select i, account_id, number, source_id from numbers join taken on number = i % ${accounts})`
  const event = (kind: number, action: string, outcome: string, after: number) =>
    `insert into events (id, source_id, format, notice_id, action, outcome, dedup_key, summary, received_at)
      ${numbered} select ${id(kind)}, source_id, 'native', ${id(0)}, '${action}', '${outcome}', 'history-' || i,
        'Feed error rate 23%', ${at} + ${after} from history order by i`
  return [
    'create temp table taken (number bigint primary key, account_id text, source_id text)',
    `insert into taken select cast(substr(slug, 8) as bigint), id, (select id from event_sources) from accounts
      where slug like 'intake-%'`,
    `insert into notices (id, account_id, source_id, origin, format, kind, category, environment, severity, state, key,
        slot, dedup_key, summary, details, links, first_seen_at, last_seen_at, last_mail_at, step, closed_at, closed_how)
      ${numbered} select ${id(0)}, account_id, source_id, 'source', 'native', 'event', 'production-alert', 'production',
        'error', 'closed', ${random}, ${id(0)}, 'history-' || i, 'Feed error rate 23%',
        'More than one in five entities of the last feed were refused.', '[]', ${at}, ${at}, ${at}, 0, ${at} + ${hour},
        'resolved' from history order by i`,
    event(1, 'trigger', 'opened', 0),
    event(2, 'resolve', 'resolved', hour),
    `insert into outbox (id, template, recipient, locale, data, account_id, lane, status, attempts, created_at,
        settled_at, notice_id, part, purpose, step)
      ${numbered} select ${id(3)}, 'notice', 'member-' || number || '@intake.example', 'it', '{}', account_id,
        'ordinary', 'accepted', 1, ${at}, ${at} + 1000, ${id(0)}, 'notice', 'alerts', 0 from history order by i`,
  ]
}
