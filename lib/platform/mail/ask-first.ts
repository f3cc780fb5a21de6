import { createHash } from 'node:crypto'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import { watchInserts } from '#/db/store/insert-many.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import type { DeliveryPart } from '#/db/words/mail.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** A message that a command would send. `to`: what people read of its recipient `key`; `timeZone`: the recipient's (IANA); null if unknown. */
export type PlannedMail = {
  key: PointKey
  to: string
  template: string
  accountId: string | null
  timeZone: string | null
}

/** A recipient for whom it is night now, and their zone (IANA). */
export type AsleepRecipient = { to: string; zone: string }
export type FindAsleep = (read: Reader, mails: readonly PlannedMail[]) => Promise<readonly AsleepRecipient[]>

/** Who would get each category of notices at once. */
export type Reached = readonly { category: NoticeCategory; to: readonly string[] }[]

/**
 * What a command did to one thing (`subject`) of an account (its name). A command that returns it asks first, also where it mails
 * nobody; its sender confirms who is `reached` afterwards, too.
 */
export class Consequence {
  readonly subject: string
  readonly account: string
  readonly reached: Reached

  constructor({ subject, account, reached }: Consequence) {
    this.subject = subject
    this.account = account
    this.reached = reached
  }
}

/** Why we ask again: the recipients changed, or the confirmation expired or it is night by now. */
export type ReaskReason = 'changed' | 'old'

/** Lifetime of a confirmation (milliseconds). */
const confirmedFor = 15 * minute

/**
 * A command would mail people whom its sender has not confirmed. `named`: what the form sends to confirm them. `again`: the
 * sender has confirmed something; null at the first press. `account`: the name of the one account that the mails are about, else empty.
 * `consequence`: what else the command would do, if it says so.
 */
export class AskFirst extends Error {
  readonly mails: readonly PlannedMail[]
  readonly sleepers: readonly AsleepRecipient[]
  readonly named: string
  readonly again: ReaskReason | null
  readonly account: string
  readonly consequence: Consequence | null

  constructor({ mails, sleepers, named, again, account, consequence }: Omit<AskFirst, keyof Error>) {
    super('ask-first')
    this.mails = mails
    this.sleepers = sleepers
    this.named = named
    this.again = again
    this.account = account
    this.consequence = consequence
  }
}

/**
 * The store for a command that mails people by one press (product.md, One click mails nobody unasked). A transaction that
 * queues mail, or adds to mail that waits, is committed only if its sender has confirmed exactly these recipients a short
 * while ago; otherwise it writes nothing and throws `AskFirst`. So the command itself finds the recipients, under the right
 * that it demands, each time. `confirmed`: the form's `named`, empty at the first press. Mail that tells staff what became of a
 * notice needs no question. `findAsleep`, if it matters: their sender confirms who sleeps now, too.
 */
export function askingFirst(store: Store, confirmed: string, findAsleep?: FindAsleep): Store {
  return {
    ...store,
    transact: (work, options) =>
      store.transact(async (tx) => {
        const queued = watchInserts(outbox)
        const gathered = watchInserts(digestNotices)
        const result = await work(tx)
        const mails = [...queued, ...(await listJoined(tx, gathered, queued))]
          .filter(({ status, part }) => status !== 'withheld' && !unasked.includes(part))
          .map(toPlanned)
        const consequence = result instanceof Consequence ? result : null
        if (mails.length === 0 && !consequence) return result
        const sleepers = (await findAsleep?.(tx, mails)) ?? []
        const given = { people: hashRecipients(mails, consequence), asleep: hashAsleep(sleepers) }
        const again = compare(confirmed, given)
        if (again === 'confirmed') return result
        const named = [given.people, given.asleep, Math.floor(now() / minute)].join('.')
        const account = consequence?.account ?? (await nameAccount(tx, mails))
        throw new AskFirst({ mails, sleepers, named, again, account, consequence })
      }, options),
  }
}

/** Mail to staff, and what an endpoint is told of an answer or end: it wakes nobody. */
const unasked: readonly (DeliveryPart | null | undefined)[] = ['staff', 'acknowledged', 'ended', 'closed']

type Queued = Pick<
  typeof outbox.$inferInsert,
  'recipient' | 'shown' | 'template' | 'accountId' | 'data' | 'status' | 'part' | 'digestId'
>

/** Mail of waiting digests that notices joined (notices.md, Storms). */
async function listJoined(
  read: Reader,
  gathered: readonly (typeof digestNotices.$inferInsert)[],
  queued: readonly Queued[],
): Promise<Queued[]> {
  const opened = new Set(queued.map(({ digestId }) => digestId))
  const ids = [...new Set(gathered.map(({ digestId }) => digestId))].filter((id) => !opened.has(id))
  if (ids.length === 0) return []
  return read
    .select(pick(outbox, 'recipient', 'shown', 'template', 'accountId', 'data', 'status', 'part', 'digestId'))
    .from(outbox)
    .where(and(isNotNull(outbox.digestId), inArray(outbox.digestId, ids), eq(outbox.status, 'queued')))
    .orderBy(outbox.id)
}

/** The name of the one account that all mails are about; empty if there is none, or several. */
async function nameAccount(read: Reader, mails: readonly PlannedMail[]): Promise<string> {
  const [id, ...others] = new Set(mails.map(({ accountId }) => accountId))
  if (!id || others.length > 0) return ''
  const [account] = await read.select(pick(accounts, 'name')).from(accounts).where(eq(accounts.id, id))
  return account?.name ?? ''
}

function toPlanned({ recipient, shown, template, accountId, data }: Queued): PlannedMail {
  const { timeZone } = data
  return {
    key: addressKey(recipient),
    to: shown ?? recipient,
    template,
    accountId: accountId ?? null,
    timeZone: typeof timeZone === 'string' ? timeZone : null,
  }
}

type Given = { people: string; asleep: string }

/** Compares what the form confirms, `people.asleep.minute`, with what is now. */
function compare(confirmed: string, given: Given): ReaskReason | 'confirmed' | null {
  if (confirmed === '') return null
  const [people, asleep, asked] = confirmed.split('.')
  if (people !== given.people) return 'changed'
  return asleep === given.asleep && isRecent(Number(asked) * minute) ? 'confirmed' : 'old'
}

/** The clocks of two instances, or one that was set, may differ. */
const isRecent = (at: number): boolean => Math.abs(now() - at) < confirmedFor

/** Hashes mails and recipients, and who else is reached. */
function hashRecipients(mails: readonly PlannedMail[], consequence: Consequence | null): string {
  const mailed = mails.map(({ key, template }) => `${template} ${key}`)
  return hashAll(consequence ? [...mailed, JSON.stringify(consequence)] : mailed)
}

function hashAsleep(sleepers: readonly AsleepRecipient[]): string {
  return hashAll(sleepers.map(({ to }) => addressKey(to)))
}

function hashAll(texts: readonly string[]): string {
  return createHash('sha256')
    .update([...new Set(texts)].sort().join('\n'))
    .digest('base64url')
}
