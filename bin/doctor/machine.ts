import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Store, StoreLocation } from '#/db/store/store.ts'
import { now, second } from '#/lib/platform/values/clock.ts'
import { broken, type Finding, look, ok } from './finding.ts'

const MB = 1_000_000

/** Bytes: with less, a commit may fail at any moment; a restore needs as much as the store takes. */
const [least, enough] = [32 * MB, 1000 * MB]

/** The disk of a SQLite store; PostgreSQL has its own. */
export async function checkDisk(location: StoreLocation): Promise<Finding[]> {
  if (!('file' in location)) return []
  const folder = dirname(location.file)
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const left = `${Math.floor(free / MB).toLocaleString('en')} MB are free in ${folder}`
  if (free < least) return [broken(`${left}. Free some space: Recapito stops accepting changes.`)]
  const needed = Math.max(enough, statSync(location.file, { throwIfNoEntry: false })?.size ?? 0)
  return [
    free < needed ? look(`${left}. A restore and growth need ${Math.ceil(needed / MB)} MB.`) : ok(`${left}.`),
  ]
}

/** Milliseconds: more is bad for signatures and leases. */
const most = 30 * second

/** A clock; `ahead`: milliseconds by which it is ahead of ours, null if it does not say. */
type Clock = { of: string; ahead: number | null }

/** Compares ours with those that answer; another check reports the others. */
export async function checkClock(asked: readonly Promise<Clock>[]): Promise<Finding[]> {
  const settled = await Promise.allSettled(asked)
  const known = settled.flatMap((one) =>
    one.status === 'fulfilled' && one.value.ahead !== null
      ? { of: one.value.of, ahead: one.value.ahead }
      : [],
  )
  const [worst] = known.toSorted((a, b) => Math.abs(b.ahead) - Math.abs(a.ahead))
  if (!worst) return [look('There is nothing to compare it with, because nothing with a clock answered.')]
  const seconds = Math.round(Math.abs(worst.ahead) / second)
  if (Math.abs(worst.ahead) <= most)
    return [ok(`Within ${Math.max(1, seconds)} s of ${known.map(({ of }) => of).join(', ')}.`)]
  const side = worst.ahead > 0 ? 'behind' : 'ahead of'
  return [broken(`It is ${seconds} s ${side} that of ${worst.of}. Set both by NTP (timedatectl).`)]
}

/** PostgreSQL's clock. */
export async function readDatabaseClock({ read }: Pick<Store, 'read'>): Promise<Clock> {
  const of = 'PostgreSQL'
  const began = now()
  const at = sql<string>`extract(epoch from clock_timestamp()) * 1000`
  const [row] = await read.select({ at }).from(sql`(select 1) as one`)
  return { of, ahead: row ? Number(row.at) - (began + now()) / 2 : null }
}
