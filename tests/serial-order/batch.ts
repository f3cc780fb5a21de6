import type { EventRow, History, NoticeRow } from './history.ts'

/** One firing of an alert: Alertmanager's fingerprint, and when it started. The key of its events names both. */
export function readFiring(dedupKey: string): { series: string; startedAt: number } {
  const end = dedupKey.lastIndexOf(' ')
  return { series: dedupKey.slice(0, end), startedAt: Date.parse(dedupKey.slice(end + 1)) }
}

type Event = Pick<EventRow, 'source_id' | 'dedup_key' | 'format'>

/** The notices as the events of one transaction make them, one after another. */
export class Batch {
  /** Those that the events concern. */
  readonly known = new Map<string, NoticeRow>()
  readonly #history: History
  /** The latest start of each series of firings, of all its events in the transaction and of open notices. */
  readonly #latest = new Map<string, number>()

  constructor(history: History, events: readonly EventRow[]) {
    this.#history = history
    for (const event of events) {
      this.#load(event)
      this.#keepLatest(event)
    }
    for (const notice of [...this.known.values()]) {
      if (notice.series !== null && notice.closed_how === null)
        this.#keepLatest({ ...notice, source_id: notice.source_id ?? '', format: 'alertmanager' })
    }
  }

  /** The open notice of the event's source and key. */
  findOpen(event: Event): NoticeRow | undefined {
    return this.#list(event).find(({ closed_how: how }) => how === null)
  }

  /** The id of a notice of the event's source and key that was closed. */
  findClosed(event: Event): string | null {
    return this.#list(event).find(({ closed_how: how }) => how !== null)?.id ?? null
  }

  /** Takes in a notice that the event opened; `is`: what the transaction made of it. */
  open(is: NoticeRow, { received_at: at, outcome }: EventRow): void {
    const state = outcome === 'unroutable' ? 'unroutable' : 'open'
    const fresh = { count: 1, last_mail_at: at, acknowledged_at: null, closed_how: null }
    this.known.set(is.id, { ...is, ...fresh, state })
  }

  /** A later firing means that earlier ones of its series are over (formats.md). */
  endEarlier({ source_id: source, dedup_key: key, format }: Event): void {
    if (format !== 'alertmanager') return
    const { series, startedAt } = readFiring(key)
    for (const notice of this.known.values()) {
      const isOfSeries = notice.source_id === source && notice.series === series
      if (isOfSeries && notice.closed_how === null && readFiring(notice.dedup_key).startedAt < startedAt)
        notice.closed_how = 'resolved'
    }
  }

  /** Whether a later firing of its series is known. */
  isOvertaken({ source_id: source, dedup_key: key, format }: Event): boolean {
    if (format !== 'alertmanager') return false
    const { series, startedAt } = readFiring(key)
    return startedAt < (this.#latest.get(`${source} ${series}`) ?? 0)
  }

  #keepLatest({ source_id: source, dedup_key: key, format }: Event): void {
    if (format !== 'alertmanager') return
    const { series, startedAt } = readFiring(key)
    const name = `${source} ${series}`
    this.#latest.set(name, Math.max(this.#latest.get(name) ?? 0, startedAt))
  }

  #list({ source_id: source, dedup_key: key }: Event): NoticeRow[] {
    return [...this.known.values()].filter((row) => row.source_id === source && row.dedup_key === key)
  }

  #load({ source_id: source, dedup_key: key, format }: Event): void {
    const series = format === 'alertmanager' ? readFiring(key).series : null
    for (const row of this.#history.list('notices')) {
      const isOfSeries = series !== null && row.series === series
      if (row.source_id === source && (row.dedup_key === key || isOfSeries) && !this.known.has(row.id))
        this.known.set(row.id, { ...row })
    }
  }
}
