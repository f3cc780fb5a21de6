import { inArray, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Writer } from '#/db/store/store.ts'
import { readReachOf, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import type { Move, NextStep } from '#/lib/notices/routing/routing.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { listTriedOfEach, statesOf } from './deliveries.ts'
import { type NewDigest, type NewDigestNotice, newDigest } from './digests.ts'
import { advance, type MailingSubject, type NewDelivery } from './mailing.ts'
import { noticeDigest } from './notice-digest.ts'

type Row = Pick<
  typeof notices.$inferSelect,
  'id' | 'accountId' | 'category' | 'environment' | 'kind' | 'origin' | 'testField' | 'step'
>

/**
 * Advances notices of one account: each recipient gets one message about all of theirs. Returns the outcome of each
 * notice, the account's business zone, and the batch, for mail to staff about the same notices.
 */
export async function advanceNotices(tx: Writer, rows: readonly Row[], move: Move, at: number) {
  const accountId = rows[0]?.accountId ?? null
  const reach = await readReachOf(tx, accountId === null ? [] : [accountId])
  const tried = await listTriedOfEach(
    tx,
    rows.map(({ id }) => id),
  )
  const nextOf = new Map<string, NextStep>()
  const ofRecipient = new Map<string, NewDelivery[]>()
  for (const row of rows) {
    const own = tried.get(row.id) ?? []
    const known = { reach, states: statesOf(own), tried: own, at }
    const next = advance({ ...row, about: { noticeId: row.id } }, move, known)
    nextOf.set(row.id, next)
    for (const delivery of next.deliveries) {
      const key = addressKey(delivery.recipient)
      ofRecipient.set(key, [...(ofRecipient.get(key) ?? []), delivery])
    }
  }
  const turn = new Turn(tx, rows, at)
  const deliveries: NewDelivery[] = []
  for (const own of ofRecipient.values()) {
    const about = await turn.aboutOf(own.map(({ noticeId }) => noticeId ?? ''))
    const [first] = own
    if (!first) continue
    deliveries.push(
      'noticeId' in about ? first : { ...first, ...about, noticeId: null, template: noticeDigest.name },
    )
  }
  await insertMany(tx, outbox, deliveries)
  return { nextOf, zone: zoneOfAccount(reach, accountId), turn }
}

/** Makes the repeats of a notice due, which then follow its new step (lib/notices/delivery/repeats.ts). */
export function wakeRepeats(at: number): SQL {
  return sql`coalesce(${notices.repeatAt}, ${at})`
}

/** Writes the step of mailed notices, which are open whatever they were before. */
export async function recordMailed(
  tx: Writer,
  nextOf: ReadonlyMap<string, NextStep>,
  at: number,
): Promise<void> {
  const mailed = [...nextOf].flatMap(([id, next]) => (next.kind === 'mail' ? [{ id, step: next.step }] : []))
  for (const [step, some] of Map.groupBy(mailed, ({ step }) => step)) {
    const ids = some.map(({ id }) => id)
    const repeatAt = wakeRepeats(at)
    await tx
      .update(notices)
      .set({ step, state: 'open', lastMailAt: at, repeatAt })
      .where(inArray(notices.id, ids))
  }
}

/** One batch of mail. Recipients of the same notices share a digest. */
export class Turn {
  readonly #tx: Writer
  readonly #rows: readonly Row[]
  readonly #at: number
  readonly #digests = new Map<string, MailingSubject>()

  constructor(tx: Writer, rows: readonly Row[], at: number) {
    this.#tx = tx
    this.#rows = rows
    this.#at = at
  }

  /** What a message about these notices is about. */
  async aboutOf(noticeIds: readonly string[]): Promise<MailingSubject> {
    const [only] = noticeIds
    if (only !== undefined && noticeIds.length === 1) return { noticeId: only }
    const key = noticeIds.join()
    const about = this.#digests.get(key) ?? (await this.#open(noticeIds))
    this.#digests.set(key, about)
    return about
  }

  async #open(noticeIds: readonly string[]): Promise<MailingSubject> {
    const at = this.#at
    const [row] = this.#rows
    const { accountId, category, environment } = row ?? {}
    const now = { gathersUntil: at, dueAt: at }
    const digest: NewDigest = newDigest(
      { key: `escalation ${newId()}`, kind: 'escalation', accountId, category, environment, ...now },
      at,
    )
    await this.#tx.insert(digests).values(digest)
    const listed = noticeIds.map((noticeId): NewDigestNotice => ({ digestId: digest.id, noticeId }))
    await insertMany(this.#tx, digestNotices, listed)
    return { digestId: digest.id }
  }
}
