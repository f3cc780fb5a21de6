import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { exclusive, type Reader, type Store, type Writer } from '#/db/store/store.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { isLiveEndpoint, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { type ContactPoint, listPoints } from '#/lib/accounts/points/points.ts'
import { recordEndpointProof } from '#/lib/accounts/proof/endpoint-proof.ts'
import { wasSentTo } from '#/lib/accounts/proof/marks.ts'
import { recordProof } from '#/lib/accounts/proof/record-proof.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { findFirstDeadline } from '#/lib/notices/delivery/deadline.ts'
import { selectListed } from '#/lib/notices/delivery/digests.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { readLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { answerNotices } from './commands.ts'
import { isOthersDrillLink } from './drill-answer.ts'
import { revert } from './undo.ts'
import { isAcknowledger, undoableUntil, undoRefusal } from './undo-policy.ts'

/**
 * The page of an acknowledge link shows only subject, account and deadline, and for members a path into the portal (notices.md,
 * What a message says). `count`: a digest's link answers the notices that it lists. `pending`: how many still need an answer, the first by
 * `deadline`.
 * `answeredAt`: of the first answer, and `state` of that notice; `answeredBy`: who, if this link's own point answered. `undoable`: how many the link can undo, and until when. `late`: a drill that nobody answered within a day; `isDrillOver`: or that was closed. `mine`: the reader sent this drill, so
 * somebody else's link does not let them answer it.
 */
export type Acknowledgement = NonNullable<Awaited<ReturnType<typeof findAcknowledgement>>>

/**
 * What a link would acknowledge; null for a forged link or a deleted notice. Changes nothing. `actor`: who is
 * signed in, if anybody is.
 */
export async function findAcknowledgement(read: Reader, token: string, actor: Actor | null = null) {
  const found = await findConcerned(read, token)
  const [first] = found?.notices ?? []
  if (!found || !first) return null
  const { accountName, category, kind, topic, summary, translations } = first
  const pending = found.notices.filter(isPending)
  const answered = found.notices.find(({ acknowledgedAt }) => acknowledgedAt !== null)
  return {
    accountName,
    category,
    kind,
    topic,
    summary,
    translations,
    count: found.notices.length,
    pending: pending.length,
    deadline: await findFirstDeadline(read, pending),
    state: (answered ?? first).state,
    answeredAt: answered?.acknowledgedAt ?? null,
    answeredBy: answered?.point === found.point ? answered.acknowledgedAs : null,
    undoable: findUndoable(found),
    late: first.closedHow === 'unanswered',
    isDrillOver: kind === 'drill' && !answered && pending.length === 0,
    mine: isOthersDrillLink(first, found.recipient, actor),
    path: `/accounts/${first.accountSlug}/notices${found.isDigest ? '' : `/${first.id}`}`,
  }
}

/**
 * Acknowledges from a mailed link, without sign-in and also when locked, and confirms the address. Harmless to repeat.
 * `actor`: who is signed in, if anybody is; `by`: who answers, if an endpoint says so. @throws AppError `not-found`, `drill-of-others`
 */
export async function acknowledgeByMail(
  store: Store,
  token: string,
  actor: Actor | null = null,
  by = '',
): Promise<Acknowledgement> {
  const show = async (read: Reader) => {
    const shown = await findAcknowledgement(read, token, actor)
    if (!shown) throw new AppError('not-found')
    return shown
  }
  const known = await assertAnswerable(store.read, token, actor)
  if (!known.notices.some(isPending)) {
    const settled = await store.transact(async (tx) => {
      await recordAnswered(tx, await assertAnswerable(tx, token, actor))
      return show(tx)
    })
    // An undo may have come between.
    if (settled.pending === 0) return settled
  }
  return store.transact(async (tx) => {
    const found = await assertAnswerable(tx, token, actor)
    await recordAnswered(tx, found)
    const ids = found.notices.filter(isPending).map(({ id }) => id)
    const { userId, via } = found
    const as = answererOf(found, by)
    if (ids.length > 0 && (await answerNotices(tx, ids, { userId, as, via }, now())) > 0) {
      await writeAudit(tx, {
        actorId: userId,
        accountId: found.notices[0]?.accountId ?? null,
        action: 'notice.acknowledged-by-mail',
        subjectId: ids[0] ?? null,
        after: { notices: ids.length },
      })
    }
    return show(tx)
  }, exclusive)
}

/** Who answers: of an endpoint who says so, or else its label, which then need not tell it from another of its service and host. */
function answererOf({ shown, holder: { kind, label, shown: service } }: Found, by: string): string {
  if (kind === 'mail') return shown
  if (by && by !== label) return `${by}, via ${shown}`
  return label ? `${label}, via ${service}` : shown
}

/**
 * Undoes, by the link that acknowledged, all that it acknowledged within ten minutes (notices.md, Undo), without sign-in and
 * also when locked. A second time changes nothing. @throws AppError `not-found`, `undo-ended`, `too-many`
 */
export async function undoByMail(store: Store, token: string): Promise<void> {
  const mayUndo = findUndoable(await assertConcerned(store.read, token)) !== null
  return store.transact(
    async (tx) => {
      const found = await assertConcerned(tx, token)
      const at = now()
      const undoable = mayUndo
        ? found.notices.filter((notice) => undoableUntil(notice, found, at) !== null)
        : []
      if (undoable.length === 0) {
        const left = found.notices.find((notice) => isAcknowledger(notice, found))
        if (!left && found.notices.some(isPending)) return
        const refused = left ?? found.notices[0]
        throw new AppError('undo-ended', { why: refused ? undoRefusal(refused, found) : 'closed' })
      }
      await consumeLimit(tx, 'undos', `${found.about} ${found.point}`)
      const act = { action: 'notice.acknowledgement-undone-by-mail', actorId: found.userId } as const
      await revert(tx, undoable, act, at)
    },
    mayUndo ? exclusive : {},
  )
}

/**
 * What a link concerns. It is asked before the lock of exclusive work, which events wait for: guesses, and links that have nothing
 * left to do, do without. @throws AppError `not-found`
 */
async function assertConcerned(read: Reader, token: string): Promise<Found> {
  const found = await findConcerned(read, token)
  if (!found) throw new AppError('not-found')
  return found
}

/** @throws AppError `not-found`, `drill-of-others` */
async function assertAnswerable(read: Reader, token: string, actor: Actor | null): Promise<Found> {
  const found = await assertConcerned(read, token)
  if (found.notices.some((notice) => isOthersDrillLink(notice, found.recipient, actor)))
    throw new AppError('drill-of-others')
  return found
}

/** Whoever answers reads what goes there. */
async function recordAnswered(tx: Writer, { accountId, recipient, point }: Found): Promise<void> {
  if (accountId === null) return
  const endpointId = endpointIdOf(point)
  if (endpointId === null) await recordProof(tx, accountId, recipient)
  else await recordEndpointProof(tx, endpointId)
}

/** The user with this address, if any. */
async function findUserId(read: Reader, address: string): Promise<string | null> {
  const [user] = await read
    .select({ id: users.id })
    .from(users)
    .where(eq(users.emailKey, addressKey(address)))
  return user?.id ?? null
}

const columns = {
  ...pick(notices, 'id', 'accountId', 'category', 'kind', 'topic', 'summary', 'translations'),
  ...pick(notices, 'environment', 'origin', 'step', 'escalateAt'),
  ...pick(notices, 'closedAt', 'closedHow', 'dueAt', 'acknowledgedAt', 'acknowledgedBy', 'acknowledgedAs'),
  ...pick(notices, 'createdBy', 'state', 'silence', 'asksAnswer'),
  ...pick(notices, 'unansweredState', 'unansweredDueAt', 'unansweredEscalateAt'),
  accountName: accounts.name,
  accountSlug: accounts.slug,
  answerer: outbox.recipient,
}
type Concerned = Pick<typeof notices.$inferSelect, 'closedAt' | 'dueAt' | 'acknowledgedAt'>

/** An ended notice needs no answer, except an emergency. */
function isPending({ acknowledgedAt, closedAt, dueAt }: Concerned): boolean {
  return acknowledgedAt === null && (closedAt === null || dueAt !== null)
}

type Found = NonNullable<Awaited<ReturnType<typeof findConcerned>>>

function findUndoable(found: Found) {
  const at = now()
  const ends = found.notices.flatMap((notice) => undoableUntil(notice, found, at) ?? [])
  return ends.length > 0 ? { count: ends.length, until: Math.min(...ends) } : null
}

async function findConcerned(read: Reader, token: string) {
  const deliveryId = await readLinkToken(read, 'acknowledge', token)
  if (deliveryId === null) return null
  const [delivery] = await read
    .select(pick(outbox, 'recipient', 'shown', 'createdAt', 'noticeId', 'digestId', 'accountId'))
    .from(outbox)
    .where(and(eq(outbox.id, deliveryId), isNotNull(outbox.purpose)))
  const holder = delivery && (await findHolder(read, delivery))
  if (!delivery || !holder) return null
  const { recipient, noticeId, digestId, accountId } = delivery
  const isConcerned =
    noticeId === null ? inArray(notices.id, selectListed(read, digestId ?? '')) : eq(notices.id, noticeId)
  // Staff may have routed the notice to another account since; the recipient must not see it then.
  const isTheAccounts = eq(notices.accountId, accountId ?? '')
  const rows = await read
    .select(columns)
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .leftJoin(outbox, eq(outbox.id, notices.acknowledgedVia))
    .where(and(isConcerned, isTheAccounts))
    .orderBy(notices.id)
  const userId = await findUserId(read, recipient)
  return {
    ...{
      via: deliveryId,
      recipient,
      point: addressKey(recipient),
      shown: delivery.shown ?? recipient,
      holder,
    },
    ...{ userId, accountId, notices: rows.map((row) => ({ ...row, point: addressKey(row.answerer ?? '') })) },
    about: noticeId ?? digestId,
    isDigest: noticeId === null,
  }
}

/**
 * The point that a message went to, if the account still has it: former members cannot acknowledge with an old mail. Of an endpoint, to
 * where it is now: a new place has to be confirmed again; a disabled one answers nothing.
 */
async function findHolder(
  read: Reader,
  { recipient, accountId, createdAt }: { recipient: string; accountId: string | null; createdAt: number },
): Promise<ContactPoint | null> {
  const point = addressKey(recipient)
  const endpointId = endpointIdOf(point)
  const isIt = and(eq(endpoints.id, endpointId ?? ''), isLiveEndpoint, wasSentTo(createdAt))
  if (endpointId !== null && (await read.$count(endpoints, isIt)) === 0) return null
  const standing = await loadAccount(read, { id: accountId ?? '' }, now())
  return (standing && listPoints(standing, 'kept').find(({ key }) => key === point)) ?? null
}
