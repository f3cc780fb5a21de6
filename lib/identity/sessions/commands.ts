import { and, eq, gt, isNull, lt, ne, or, type SQL } from 'drizzle-orm'
import { challenges, invitations, passkeyChallenges, sessions, users } from '#/db/schema/people.ts'
import { afterCommit, type Store, type Writer } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { type Actor, findUserByEmail, type User } from './queries.ts'

export type SignInMethod = (typeof sessions.$inferSelect)['method']

/** The browser that signs in. */
export type Visitor = {
  userAgent: string
  locale: Locale
  /** The session it had until now. The new session ends it, so that a shared browser never continues the old. */
  sessionId?: string | null
  /** Its time zone, if it reports one; saved for a person who has none. */
  timeZone?: string | null
  /** The proof of an earlier sign-in that it keeps (known-browser.ts). */
  browser?: string | null
}

/** Starts a session for a user who proved their identity in this transaction, maybe by a passkey. Returns its id. */
export async function startSession(
  tx: Writer,
  userId: string,
  method: SignInMethod,
  visitor: Visitor,
  passkey: { id: string; name: string } | null = null,
): Promise<string> {
  const id = newId()
  const at = now()
  const userAgent = visitor.userAgent.slice(0, 300)
  const shown = passkey && { passkeyId: passkey.id, passkeyAt: at }
  await tx.insert(sessions).values({ id, userId, method, userAgent, createdAt: at, lastUsedAt: at, ...shown })
  const after = { method, ...(passkey && { passkey: passkey.name }) }
  await writeAudit(tx, { actorId: userId, action: 'session.started', subjectId: id, after })
  afterCommit(() => logEvent('signed-in', { userId, method }))
  if (visitor.sessionId) await replaceSession(tx, userId, visitor.sessionId)
  if (visitor.timeZone) {
    await tx
      .update(users)
      .set({ timeZone: visitor.timeZone })
      .where(and(eq(users.id, userId), isNull(users.timeZone)))
  }
  return id
}

/** Ends the session of a browser. It may belong to anyone, since the browser proved that it had it. */
async function replaceSession(tx: Writer, actorId: string, sessionId: string): Promise<void> {
  const ended = await end(tx, eq(sessions.id, sessionId))
  if (ended > 0) await writeAudit(tx, { actorId, action: 'session.replaced', subjectId: sessionId })
}

/** Finds the user of an address, or makes one. */
export async function findOrCreateUser(tx: Writer, email: string, locale: Locale): Promise<User> {
  const known = await findUserByEmail(tx, addressKey(email))
  if (known) return known
  const [made] = await tx
    .insert(users)
    .values({ id: newId(), email, emailKey: addressKey(email), locale, createdAt: now() })
    .returning()
  if (!made) throw new Error('An inserted user was not returned.')
  return made
}

/** Records the use of a session, at most once a minute. */
export async function touchSession(store: Store, actor: Actor): Promise<void> {
  const at = now()
  if (at - actor.lastUsedAt < minute) return
  await store.transact((tx) =>
    tx
      .update(sessions)
      .set({ lastUsedAt: at })
      .where(and(eq(sessions.id, actor.sessionId), isNull(sessions.endedAt), lt(sessions.lastUsedAt, at))),
  )
}

/** Ends one of the actor's own sessions; ignores another person's and ended ones. */
export async function endSession(store: Store, actor: Actor, sessionId: string): Promise<void> {
  await store.transact(async (tx) => {
    const ended = await end(tx, and(eq(sessions.id, sessionId), eq(sessions.userId, actor.user.id)))
    if (ended === 0) return
    await writeAudit(tx, { actorId: actor.user.id, action: 'session.ended', subjectId: sessionId })
  })
}

/** Ends the actor's other sessions, and what could begin one. */
export async function endOtherSessions(store: Store, actor: Actor): Promise<void> {
  await store.transact(async (tx) => {
    const ended = await end(tx, and(eq(sessions.userId, actor.user.id), ne(sessions.id, actor.sessionId)))
    await endOpenSignIns(tx, actor.user.id)
    await writeAudit(tx, { actorId: actor.user.id, action: 'session.others-ended', after: { ended } })
  })
}

/** Ends every session of the actor, including this one. */
export async function endAllSessions(store: Store, actor: Actor): Promise<void> {
  await store.transact(async (tx) => {
    const ended = await endSessionsOf(tx, actor.user.id)
    await writeAudit(tx, { actorId: actor.user.id, action: 'session.all-ended', after: { ended } })
  })
}

/** Ends every session of a person, and what could begin one; returns how many sessions. */
export async function endSessionsOf(tx: Writer, userId: string): Promise<number> {
  await endOpenSignIns(tx, userId)
  return end(tx, eq(sessions.userId, userId))
}

/**
 * Ends mailed codes and links, passkey challenges and invitation links, because a reader of the mailbox may have them. An
 * invitation stays open and is accepted after signing in.
 */
async function endOpenSignIns(tx: Writer, userId: string): Promise<void> {
  const at = now()
  const [person] = await tx.select({ emailKey: users.emailKey }).from(users).where(eq(users.id, userId))
  if (!person) return
  const { emailKey } = person
  const isTheirs = or(eq(challenges.emailKey, emailKey), eq(challenges.userId, userId))
  await tx
    .update(challenges)
    .set({ usedAt: at })
    .where(and(isTheirs, isNull(challenges.usedAt), gt(challenges.expiresAt, at)))
  await tx
    .update(passkeyChallenges)
    .set({ usedAt: at })
    .where(
      and(
        eq(passkeyChallenges.userId, userId),
        isNull(passkeyChallenges.usedAt),
        gt(passkeyChallenges.expiresAt, at),
      ),
    )
  const open = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.emailKey, emailKey),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        isNull(invitations.replacedAt),
        gt(invitations.expiresAt, at),
      ),
    )
  for (const { id } of open) {
    const unknown = hashSecret(newToken())
    await tx.update(invitations).set({ tokenHash: unknown }).where(eq(invitations.id, id))
  }
}

async function end(tx: Writer, which: SQL | undefined): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now() })
    .where(and(which, isNull(sessions.endedAt)))
    .returning({ id: sessions.id })
  return ended.length
}

/** Sets the person's language, for pages and mail. */
export async function setLocale(store: Store, actor: Actor, locale: Locale): Promise<void> {
  const { id } = actor.user
  await store.transact(async (tx) => {
    const [before] = await tx.select({ locale: users.locale }).from(users).where(eq(users.id, id))
    if (!before || before.locale === locale) return
    await tx.update(users).set({ locale }).where(eq(users.id, id))
    await writeAudit(tx, { actorId: id, action: 'user.changed', subjectId: id, before, after: { locale } })
  })
}
