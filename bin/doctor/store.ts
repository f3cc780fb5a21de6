import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { nameLocation } from '#/db/store/index.ts'
import type { Store, StoreLocation } from '#/db/store/store.ts'
import { broken, type Finding, look, ok } from './finding.ts'

const MB = 1_000_000

/** @throws StoreError, which says what to do */
export async function checkStore(opening: Promise<Store>, location: StoreLocation): Promise<Finding> {
  const store = await opening
  return ok(`${nameLocation(location)}, schema ${await store.schemaVersion()}.`)
}

/** The disk of a SQLite store; PostgreSQL has its own. */
export async function checkDisk(location: StoreLocation): Promise<Finding | Finding[]> {
  if (!('file' in location)) return []
  const { file } = location
  // The check of the store says so.
  if (!existsSync(dirname(file))) return []
  const { bavail, bsize, type } = await statfs(dirname(file))
  const store = existsSync(file) ? statSync(file).size : 0
  return judgeDisk({ folder: dirname(file), free: bavail * bsize, store, type })
}

/** Bytes: with less, a commit may fail at any moment; a restore needs as much as the store takes. */
const [least, enough] = [32 * MB, 1000 * MB]

/** Kinds of file systems (statfs(2)) on another machine, where locks may fail and SQLite's log is not shared. */
const networkTypes = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
])

export type Disk = { folder: string; free: number; store: number; type: number }

export function judgeDisk({ folder, free, store, type }: Disk): Finding {
  const left = `${Math.floor(free / MB).toLocaleString('en')} MB are free in ${folder}`
  if (free < least) return broken(`${left}. Free some space: Recapito stops accepting changes.`)
  const network = networkTypes.get(type >>> 0)
  if (network)
    return look(
      `${folder} is on ${network}. SQLite can lose data on a network file system: use a local disk, or PostgreSQL.`,
    )
  const needed = Math.max(enough, store)
  if (free < needed) return look(`${left}. A restore and growth need ${Math.ceil(needed / MB)} MB.`)
  return ok(`${left}.`)
}
