import type { Reader } from '#/db/store/store.ts'
import type { FilledMail } from '#/lib/platform/mail/model.ts'
import type { Sender } from '#/lib/platform/mail/render.ts'
import { second } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'

/** Reads what several mails of notices say, in as many queries as for one; answers the content of each. */
export type ReadNoticeMails = (
  read: Reader,
  rows: readonly OutboxRow[],
) => (row: OutboxRow) => Promise<FilledMail>

type Sources = { sources: { readNoticeMails: ReadNoticeMails }; readSender(): Promise<Sender> }
type Read<Value> = { value: Value; at: number }

/** Milliseconds for which what was read still serves: a mail tells the state at its sending, give or take this. */
const fresh = second

/** What a worker's mails say, read for all mails of a claim together, and the programme's look. */
export class Contents {
  readonly #read: Reader
  readonly #from: Sources
  readonly #together = new WeakMap<OutboxRow, Read<ReturnType<ReadNoticeMails>>>()
  #sender: Read<Promise<Sender>> | null = null

  constructor(read: Reader, from: Sources) {
    this.#read = read
    this.#from = from
  }

  /** Reads what these mails say, once the first asks. */
  readFor(rows: readonly OutboxRow[]): void {
    const ofNotices = rows.filter(isOfNotice)
    const value = this.#from.sources.readNoticeMails(this.#read, ofNotices)
    for (const row of ofNotices) this.#together.set(row, { value, at: performance.now() })
  }

  /** The content of a mail of a notice or digest. */
  read(row: OutboxRow): Promise<FilledMail> {
    const known = this.#together.get(row)
    if (known && isFresh(known)) return known.value(row)
    return this.#from.sources.readNoticeMails(this.#read, [row])(row)
  }

  readSender(): Promise<Sender> {
    if (!this.#sender || !isFresh(this.#sender))
      this.#sender = { value: this.#from.readSender(), at: performance.now() }
    const { value } = this.#sender
    // A failure is that of the mails that met it.
    value.catch(() => (this.#sender = null))
    return value
  }
}

export function isOfNotice({ noticeId, digestId }: OutboxRow): boolean {
  return noticeId !== null || digestId !== null
}

function isFresh({ at }: { at: number }): boolean {
  return performance.now() - at < fresh
}
