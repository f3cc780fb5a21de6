import type { Reader } from '#/db/store/store.ts'
import { askAndPause } from '#/lib/platform/store/pause.ts'
import { type Place, places } from './places.ts'
import { type PersonalRecord, toRecord } from './record.ts'
import { readRows, scanPage } from './scan.ts'
import type { ErasureSubject } from './subject.ts'

/** The records about an address in a part of a place. */
export type RecordPage = { place: Place; records: PersonalRecord[] }

const rowsPerBatch = 500

/**
 * Searches the whole store, place by place, for records about an address and its person. Each part takes some
 * milliseconds, with a pause after it, so that no page waits.
 */
export async function* streamRecords(read: Reader, subject: ErasureSubject): AsyncGenerator<RecordPage> {
  for (const place of places) {
    let after: string | null = ''
    while (after !== null) {
      const from: string = after
      const { records, next } = await askAndPause(() => readPart(read, place, subject, from))
      after = next
      yield { place, records }
    }
  }
}

async function readPart(read: Reader, place: Place, subject: ErasureSubject, after: string) {
  const { keys, next } = await scanPage(read, place, subject, {
    after,
    most: rowsPerBatch,
    includesPerson: true,
  })
  const rows = keys.length > 0 ? await readRows(read, place, keys) : []
  return { records: rows.flatMap((row) => toRecord(place, row, subject) ?? []), next }
}

/** How many records there are of each kind; `complete`: the count covers the whole store. */
export type RecordCounts = { counts: Map<string, number>; complete: boolean }

/** Counts the records about an address for `most` milliseconds, which may cover only a part. */
export async function countRecords(read: Reader, subject: ErasureSubject, most = 400): Promise<RecordCounts> {
  const until = performance.now() + most
  const counts = new Map<string, number>()
  for await (const { place, records } of streamRecords(read, subject)) {
    if (records.length > 0) counts.set(place.name, (counts.get(place.name) ?? 0) + records.length)
    if (performance.now() > until) return { counts, complete: false }
  }
  return { counts, complete: true }
}
