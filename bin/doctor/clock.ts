import { sql } from 'drizzle-orm'
import type { Store } from '#/db/store/store.ts'
import { now, second } from '#/lib/platform/values/clock.ts'
import { broken, type Finding, look, ok } from './finding.ts'

/** Milliseconds: more is bad for signatures and leases. */
const most = 30 * second

/** A clock; `ahead`: milliseconds by which it is ahead of ours, null if it does not say. */
export type Clock = { of: string; ahead: number | null }

export function judgeClock(clocks: readonly Clock[]): Finding {
  const known = clocks.flatMap(({ of, ahead }) => (ahead === null ? [] : [{ of, ahead }]))
  const [worst] = known.toSorted((a, b) => Math.abs(b.ahead) - Math.abs(a.ahead))
  if (!worst) return look('There is nothing to compare it with, because nothing with a clock answered.')
  const seconds = Math.round(Math.abs(worst.ahead) / second)
  if (Math.abs(worst.ahead) > most)
    return broken(
      `It is ${seconds} s ${worst.ahead > 0 ? 'behind' : 'ahead of'} that of ${worst.of}. Set both by NTP (timedatectl).`,
    )
  return ok(`Within ${Math.max(1, seconds)} s of ${known.map(({ of }) => of).join(', ')}.`)
}

/** PostgreSQL's clock; a file has none. */
export async function readDatabaseClock({ engine, read }: Store): Promise<Clock> {
  const of = 'PostgreSQL'
  if (engine === 'sqlite') return { of, ahead: null }
  const began = now()
  const at = sql<string>`extract(epoch from clock_timestamp()) * 1000`
  const [row] = await read.select({ at }).from(sql`(select 1) as one`)
  return { of, ahead: row ? Number(row.at) - (began + now()) / 2 : null }
}
